import { Problem } from "@counterweight/kernel";
import type { Standards } from "../../standards/standards.ts";
import { explainUnknown, plain } from "../values.ts";
import { htcdsFields } from "./homes.ts";

/** One column of the file: the field it is, and which one of a repeated group (0 for the first). */
export type HtcdsColumn = { readonly name: string; readonly field: string | undefined; readonly index: number };

/**
 * Finds HTCDS's fields in a header: exact names, other case or spacing, names without the prefix and labels where only
 * one field has them. Repeated groups are numbered: `hte_Country[2]` is the country of the second event.
 */
export function readHtcdsHeader(
  standards: Standards,
  header: readonly string[],
  where: string,
): { readonly columns: readonly HtcdsColumn[]; readonly explained: readonly string[] } {
  const fields = htcdsFields(standards);
  const byName = new Map(fields.map((field) => [plain(field), field]));
  const short = new Map<string, Set<string>>();
  for (const row of standards.list("htcds_v2_fields"))
    for (const name of [row["label"] ?? "", (row["field"] ?? "").replace(/^[a-z]+_/, "")]) {
      if (name === "") continue;
      const key = plain(name);
      short.set(key, (short.get(key) ?? new Set()).add(row["field"] ?? ""));
    }
  const explained: string[] = [];
  const unknown: string[] = [];
  const taken = new Map<string, string>();
  const columns = header.map((name): HtcdsColumn => {
    const [, bare = name, number] = /^(.*?)\s*(?:\[(\d{1,3})\])?$/.exec(name.trim()) ?? [];
    const index = number === undefined ? 0 : Math.max(0, Number(number) - 1);
    const exact = byName.get(plain(bare));
    const others = short.get(plain(bare));
    const field = exact ?? (others?.size === 1 ? [...others][0] : undefined);
    if (field === undefined) {
      if (plain(bare) === "id") return { name, field: "id", index: 0 };
      if (others !== undefined && others.size > 1)
        explained.push(
          `"${name}" may be ${[...others].join(" or ")}; write the field's name. It is kept as it stands.`,
        );
      else unknown.push(name);
      return { name, field: undefined, index: 0 };
    }
    if (field !== bare) explained.push(`"${name}" was read as ${field}.`);
    const place = `${field}[${index}]`;
    const first = taken.get(place);
    if (first !== undefined)
      throw new Problem({
        code: "cases.header-twice",
        where,
        what: `the columns "${first}" and "${name}" are both ${field}`,
        doThis: `number a repeated group: ${field}[2]`,
      });
    taken.set(place, name);
    return { name, field, index };
  });
  if (!columns.some(({ field }) => field !== undefined && field !== "id"))
    throw new Problem({
      code: "cases.not-htcds",
      where,
      what: "no column of the header is a field of HTCDS",
      expected: "names such as prs_Gender or vic_MethodsOfControl in the first row",
    });
  return { columns, explained: [...explained, ...explainUnknown(unknown, "a field of HTCDS", fields)] };
}
