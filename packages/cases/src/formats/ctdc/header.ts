import { Problem } from "@counterweight/kernel";
import type { Standards } from "../../standards/standards.ts";
import { explainUnknown, plain, shorten } from "../values.ts";
import { ctdcGenerations, ctdcSpellings, type Generation } from "./generations.ts";

/** What a header was found to be, and everything about it that is not as published. */
export type CtdcHeader = {
  readonly generation: Generation;
  /** For each column of the file the column it is, or nothing. */
  readonly columns: readonly (string | undefined)[];
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
  /** One sentence each. */
  readonly explained: readonly string[];
};

/** True where the two differ in one place by at most two letters: a damaged name, not another one. */
function almostTheSame(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 2;
}

/**
 * Detects which of CTDC's layouts a header is, by its names and in any order. Names in other case, with the 2020
 * file's terms of use in front, cut at 32 characters, renamed (sectorOf*) or with up to two letters damaged are
 * recognised and said. A header that is none of them is refused with what was found.
 */
export function detectCtdc(standards: Standards, header: readonly string[], where = "file"): CtdcHeader {
  const spellings = ctdcSpellings(standards);
  const explained: string[] = [];
  const columns: (string | undefined)[] = [];
  const taken = new Map<string, string>();
  const damaged: { place: number; name: string }[] = [];
  const take = (place: number, column: string, name: string) => {
    const earlier = taken.get(column);
    if (earlier !== undefined)
      throw new Problem({
        code: "cases.header-twice",
        where,
        what: `the columns "${shorten(earlier)}" and "${shorten(name)}" are both ${column}`,
        doThis: "delete one",
      });
    taken.set(column, name);
    columns[place] = column;
  };
  for (const [place, name] of header.entries()) {
    columns.push(undefined);
    const key = plain(name);
    const exact = spellings.get(key);
    // The first cell of the 2020 file carries the terms of use before the name.
    const last =
      place === 0 && exact === undefined && name.length > 40
        ? spellings.get(plain(name.split(/[\s,;:]+/).at(-1) ?? ""))
        : undefined;
    const column = exact ?? last;
    if (column === undefined) damaged.push({ place, name });
    else {
      take(place, column, name);
      if (last !== undefined)
        explained.push(`The first column's name carries a longer text; it was read as ${column}.`);
      else if (column !== name.trim()) explained.push(`"${shorten(name)}" was read as ${column}.`);
    }
  }
  const unknown: string[] = [];
  for (const { place, name } of damaged) {
    const key = plain(name);
    const close =
      key.length >= 6
        ? [
            ...new Set([...spellings].filter(([spelling]) => almostTheSame(spelling, key)).map(([, column]) => column)),
          ].filter((column) => !taken.has(column))
        : [];
    if (close.length === 1 && close[0] !== undefined) {
      take(place, close[0], name);
      explained.push(`"${shorten(name)}" looks damaged; it was read as ${close[0]}.`);
    } else if (name.trim() !== "") {
      unknown.push(name);
    }
  }
  const generation = chosen(standards, taken, header, where);
  explained.push(...explainUnknown(unknown, "a column of CTDC", [...new Set(spellings.values())]));
  const missing = generation.columns.filter((column) => !taken.has(column));
  if (missing.length > 0)
    explained.push(
      `${missing.length} of the ${generation.columns.length} columns of the ${generation.name} file are missing and stay unknown: ${missing.slice(0, 6).join(", ")}${missing.length > 6 ? " ..." : ""}.`,
    );
  const present = columns.filter((column) => column !== undefined && generation.columns.includes(column));
  const published = generation.columns.filter((column) => taken.has(column));
  if (present.join() !== published.join())
    explained.push("The columns are in another order than published; they were found by name.");
  return { generation, columns, missing, unknown, explained };
}

function chosen(
  standards: Standards,
  taken: ReadonlyMap<string, string>,
  header: readonly string[],
  where: string,
): Generation {
  const scored = ctdcGenerations(standards)
    .map((generation) => {
      const found = generation.columns.filter((column) => taken.has(column));
      const foreign = [...taken.keys()].filter((column) => !generation.columns.includes(column)).length;
      const spelled = found.filter((column) => {
        const name = generation.written.get(column);
        return name !== undefined && plain(taken.get(column) ?? "") === plain(name);
      }).length;
      return {
        generation,
        found: found.length,
        score: found.length / generation.columns.length - foreign / 10 + spelled / 1000,
      };
    })
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  if (best !== undefined && best.found >= 5 && best.found / best.generation.columns.length >= 0.3)
    return best.generation;
  const values = header.filter((name) => /^(-?\d+|[A-Z]{2,3}|)$/.test(name.trim())).length;
  throw new Problem({
    code: "cases.not-ctdc",
    where,
    what:
      values > header.length / 2
        ? "the first row holds values, not the names of columns"
        : `only ${taken.size} of the ${header.length} columns of the header are CTDC's`,
    expected:
      "the 63, 38 or 27 columns CTDC publishes, or its victim-perpetrator file, with their names in the first row",
  });
}
