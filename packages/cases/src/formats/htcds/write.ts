import type { AgeRange, CaseRecord, Statement } from "../../record/types.ts";
import type { Field } from "../../standards/fields.ts";
import { type Standards, vocabularyOf } from "../../standards/standards.ts";
import { LossReport } from "../loss.ts";
import { leavesOf } from "../paths.ts";
import type { Table } from "../table.ts";
import { type Home, htcdsFields, htcdsHomes } from "./homes.ts";

export type Exported = { readonly table: Table; readonly loss: LossReport };

/** Which spelling of methods of control to write: the picklist's, the definitions', or the picklist's where it has one. */
export type HtcdsOptions = { readonly codes?: "both" | "picklist" | "definitions" };

const noPlace = "HTCDS has no field for it";

/** Writes HTCDS v2.0. Every value that does not go in, or goes in with less said, is in the loss report. */
export function writeHtcds(standards: Standards, records: readonly CaseRecord[], options: HtcdsOptions = {}): Exported {
  const loss = new LossReport();
  const byPath = new Map<string, string>();
  const members = new Map<string, { field: string; home: Home & { kind: "member" } }[]>();
  for (const [field, home] of htcdsHomes(standards)) {
    if (home.kind === "field") byPath.set(home.field.path, field);
    if (home.kind === "member") {
      const path = home.field.path;
      members.set(path, [...(members.get(path) ?? []), { field, home }]);
    }
  }
  const order = htcdsFields(standards);
  const widest = new Map<string, number>(order.map((field) => [field, 1]));
  const written = records.map((record) => {
    const cells = new Map<string, string>();
    const put = (field: string, index: number, value: string): boolean => {
      const name = index === 0 ? field : `${field}[${index + 1}]`;
      if (cells.has(name)) return false;
      cells.set(name, value);
      widest.set(field, Math.max(widest.get(field) ?? 1, index + 1));
      return true;
    };
    const counters = new Map<string, number>();
    for (const { path, indices, value } of leavesOf(record)) {
      if (path === "id") continue;
      if (path.startsWith("elements.")) {
        writeElement(standards, loss, options.codes ?? "both", path.slice(9), value as Statement, (field, text) => {
          const before = cells.get(field);
          const values = before === undefined ? [] : before.split(";");
          if (!values.includes(text)) cells.set(field, [...values, text].join(";"));
        });
        continue;
      }
      const group = members.get(path);
      if (group !== undefined) {
        writeMember(
          loss,
          record,
          path,
          indices[0] ?? 0,
          String(convert(standards, loss, group[0]?.home.field.path ?? "", value)),
          group,
          counters,
          put,
        );
        continue;
      }
      const field = byPath.get(path);
      if (field === undefined) {
        if (path !== "person.names[].kind" && path !== "referrals[].direction") loss.add("dropped", path, noPlace);
        continue;
      }
      if (path === "case.comments") {
        for (const [index, text] of (value as string[]).entries()) put(field, index, text);
        continue;
      }
      const text = convert(standards, loss, path, value);
      if (text !== undefined) put(field, indices[0] ?? 0, text);
    }
    return { id: record.id, cells };
  });
  const columns = order.flatMap((field) =>
    Array.from({ length: widest.get(field) ?? 1 }, (_, index) => (index === 0 ? field : `${field}[${index + 1}]`)),
  );
  return {
    table: {
      header: ["id", ...columns],
      rows: written.map(({ id, cells }) => [id, ...columns.map((name) => cells.get(name) ?? "")]),
    },
    loss,
  };
}

const fieldsByPath = new WeakMap<Standards, ReadonlyMap<string, Field>>();

function fieldAt(standards: Standards, path: string): Field | undefined {
  const known = fieldsByPath.get(standards) ?? new Map(standards.fields.map((field) => [field.path, field]));
  fieldsByPath.set(standards, known);
  return known.get(path);
}

/** A value as HTCDS writes it; nothing, and an entry in the report, where it cannot. */
function convert(standards: Standards, loss: LossReport, path: string, value: unknown): string | undefined {
  const field = fieldAt(standards, path);
  if (field === undefined) return String(value);
  const dropped = (reason: string) => {
    loss.add("dropped", path, reason, field.htcds);
    return undefined;
  };
  switch (field.type) {
    case "code": {
      const code = vocabularyOf(standards, field.vocabulary).byCode.get(String(value));
      return code?.htcds || dropped(`HTCDS has no value for "${code?.label ?? String(value)}"`);
    }
    case "codes": {
      const list = vocabularyOf(standards, field.vocabulary);
      const texts: string[] = [];
      for (const item of value as string[]) {
        const parent = field.vocabulary === "sector" ? (item.split("/")[0] ?? item) : item;
        const text = list.byCode.get(parent)?.htcds ?? "";
        if (text === "") dropped(`HTCDS has no value for "${list.byCode.get(item)?.label ?? item}"`);
        else if (field.vocabulary === "sector" && texts.length > 0 && !texts.includes(text))
          dropped("HTCDS holds one industry; the first is kept");
        else {
          if (parent !== item) loss.add("merged", path, "HTCDS holds the section of the industry only", field.htcds);
          if (!texts.includes(text)) texts.push(text);
        }
      }
      return texts.length > 0 ? texts.join(";") : undefined;
    }
    case "date":
      return String(value).length === 10 ? String(value) : dropped("HTCDS holds whole dates only");
    case "age range": {
      const { from, to } = value as AgeRange;
      return from !== undefined && from === to ? String(from) : dropped("HTCDS holds one age, not a range");
    }
    case "texts": {
      const [first, ...more] = value as string[];
      for (const _ of more) dropped("HTCDS holds one; the first is kept");
      return first;
    }
    case "countries":
      return (value as string[]).join(";");
    default:
      return String(value);
  }
}

function writeElement(
  standards: Standards,
  loss: LossReport,
  codes: "both" | "picklist" | "definitions",
  code: string,
  statement: Statement,
  add: (field: string, value: string) => void,
): void {
  const element = standards.elementByCode.get(code);
  const field = `elements.${code}`;
  if (statement.answer !== "true") {
    loss.add("dropped", field, `HTCDS cannot say "${statement.answer}", only yes`);
    return;
  }
  for (const part of ["by", "on", "basis", "detail"] as const)
    if (statement[part] !== undefined)
      loss.add("dropped", `elements.*.${part}`, "HTCDS keeps no source for an element");
  if (element === undefined || element.htcdsField === "") {
    loss.add(
      "dropped",
      field,
      element?.kind === "group" ? "the source merged several values; they are never expanded" : noPlace,
    );
    return;
  }
  const { htcdsField, htcdsValue, htcdsDefinitions, htcdsWrites } = element;
  const value =
    codes === "definitions" ? htcdsDefinitions || htcdsValue : htcdsValue || (codes === "both" ? htcdsDefinitions : "");
  if (value !== "") add(htcdsField, value);
  else if (htcdsWrites !== "") {
    loss.add("merged", field, "HTCDS has no value of its own for it", `${htcdsField}=${htcdsWrites}`);
    add(htcdsField, htcdsWrites);
  } else loss.add("dropped", field, "the picklist has no value for it; the definitions have", htcdsField);
}

/** Names by their kind, referrals by their direction; further ones of the same kind are numbered. */
function writeMember(
  loss: LossReport,
  record: CaseRecord,
  path: string,
  place: number,
  value: string,
  group: readonly { field: string; home: Home & { kind: "member" } }[],
  counters: Map<string, number>,
  put: (field: string, index: number, value: string) => boolean,
): void {
  if (value === "undefined") return;
  if (path.startsWith("person.names")) {
    const kind = record.person.names?.[place]?.kind ?? "full";
    const target = group.find(({ home }) => home.value === kind);
    const given = record.person.names?.some((name) => name.kind === "given") === true;
    if (target !== undefined) {
      if (!put(target.field, 0, value)) loss.add("dropped", path, "HTCDS holds one name of each kind");
    } else if (kind === "full" && !given && put("prs_FirstName", 0, value))
      loss.add("guessed", path, "HTCDS has no whole name; it is written as the first name", "prs_FirstName");
    else loss.add("dropped", path, noPlace);
    return;
  }
  const direction = record.referrals?.[place]?.direction;
  const target = group.find(({ home }) => home.value === direction);
  if (target === undefined) return;
  const key = `${direction}[${place}]`;
  const known = counters.get(key);
  const index = known ?? [...counters.keys()].filter((name) => name.startsWith(`${direction}[`)).length;
  counters.set(key, index);
  put(target.field, index, value);
}
