import { Problem } from "@counterweight/kernel";
import { currentMajority } from "../record/age.ts";
import { accuses } from "../record/rules.ts";
import type { AgeRange, CaseRecord, Statement } from "../record/types.ts";
import { recordSchema } from "../record/types.ts";
import { validateRecord } from "../record/validate.ts";
import type { Field } from "../standards/fields.ts";
import type { Standards } from "../standards/standards.ts";
import type { Imported, ReadOptions } from "./htcds/read.ts";
import { LossReport } from "./loss.ts";
import { leavesOf, setPath } from "./paths.ts";
import type { RowProblem, Table } from "./table.ts";
import { explainUnknown, extensionName } from "./values.ts";

const mostOfAGroup = 500;

/** A column of our own CSV: a path with the groups numbered from 1, as people count. */
type Column = { readonly field: Field; readonly path: string; readonly part?: string };

/**
 * Our own CSV, lossless: a column for each path that is used (`person.names[1].text`, `elements.means.deception`,
 * `elements.means.deception.by`), lists with semicolons (`\;` inside an entry), ages as `20..25`.
 */
export function writeFlat(standards: Standards, records: readonly CaseRecord[]): Table {
  const order = new Map(standards.fields.map((field, place) => [field.path, place]));
  const columns = new Map<string, number>();
  const rows = records.map((record) => {
    const cells = new Map<string, string>();
    for (const { path, indices, value } of leavesOf(record)) {
      let used = 0;
      const name = path.replaceAll("[]", () => `[${(indices[used++] ?? 0) + 1}]`);
      const place = order.get(path) ?? order.get(path.split(".")[0] ?? "") ?? 0;
      const put = (suffix: string, text: string) => {
        cells.set(name + suffix, text);
        columns.set(name + suffix, place);
      };
      if (path.startsWith("elements.")) {
        const { answer, ...more } = value as Statement;
        put("", answer);
        for (const [part, text] of Object.entries(more)) put(`.${part}`, text);
      } else if (path.startsWith("person.ageAt")) {
        const { from, to, certainty } = value as AgeRange;
        put("", `${from ?? ""}..${to ?? ""}`);
        if (certainty !== undefined) put(".certainty", certainty);
      } else
        put(
          "",
          Array.isArray(value) ? value.map((item) => String(item).replace(/[;\\]/g, "\\$&")).join(";") : String(value),
        );
    }
    return cells;
  });
  const names = [...columns]
    .sort(([a, placeA], [b, placeB]) => placeA - placeB || (a < b ? -1 : 1))
    .map(([name]) => name);
  return { header: names, rows: rows.map((cells) => names.map((name) => cells.get(name) ?? "")) };
}

const unnumbered = (name: string): string => name.replaceAll(/\[\d+\]/g, "[]");

function columnOf(standards: Standards, byPath: ReadonlyMap<string, Field>, name: string): Column | undefined {
  const path = name.replaceAll(/\[(\d+)\]/g, (_, number: string) => `[${Number(number) - 1}]`);
  const pattern = unnumbered(name);
  const exact = byPath.get(pattern);
  if (exact !== undefined && exact.type !== "elements" && exact.type !== "extensions") return { field: exact, path };
  const age = byPath.get(pattern.replace(/\.certainty$/, ""));
  if (age?.type === "age range") return { field: age, path: path.replace(/\.certainty$/, ""), part: "certainty" };
  if (name.startsWith("elements.")) {
    const [, code = "", part] = /^elements\.(.*?)(?:\.(by|on|basis|detail|recorded))?$/.exec(name) ?? [];
    const field = byPath.get("elements");
    if (field !== undefined && standards.elementByCode.has(code))
      return { field, path: code, ...(part === undefined ? {} : { part }) };
  }
  const extensions = byPath.get("extensions");
  return name.startsWith("extensions.") && extensions !== undefined
    ? { field: extensions, path: name.slice(11) }
    : undefined;
}

/** Entries of a list; a backslash before a semicolon or a backslash makes it part of the entry. */
const entriesOf = (cell: string): string[] =>
  [...cell.matchAll(/(?:[^;\\]|\\[\s\S]?)+/g)]
    .map(([entry]) => entry.trim().replace(/\\([;\\])/g, "$1"))
    .filter((entry) => entry !== "");

function valueOf(field: Field, cell: string): unknown {
  switch (field.type) {
    case "number":
    case "whole":
      return Number(cell);
    case "flag":
      return /^(true|yes|1)$/i.test(cell) ? true : /^(false|no|0)$/i.test(cell) ? false : cell;
    case "codes":
    case "countries":
    case "texts":
      return entriesOf(cell);
    case "age range": {
      const [, from = "", to = ""] = /^(\d*)(?:\.\.(\d*))?$/.exec(cell) ?? [];
      if (from === "" && to === "") return cell;
      const single = !cell.includes("..");
      return {
        ...(from === "" ? {} : { from: Number(from) }),
        ...(single ? { to: Number(from) } : to === "" ? {} : { to: Number(to) }),
      };
    }
    default:
      return cell;
  }
}

/** Reads our own CSV. Columns that are no path of the record are kept as they stand, and named. */
export function readFlat(standards: Standards, table: Table, options: ReadOptions = {}): Imported {
  const where = options.where ?? "file";
  const byPath = new Map(standards.fields.map((field) => [field.path, field]));
  const columns = table.header.map((name) => columnOf(standards, byPath, name.trim()));
  const paths = [...byPath.keys()];
  if (columns.every((column) => column === undefined))
    throw new Problem({
      code: "cases.not-ours",
      where,
      what: "no column of the header is a path of the record",
      expected: "names such as person.gender or elements.means.deception in the first row",
    });
  if (new Set(table.header).size !== table.header.length)
    throw new Problem({ code: "cases.header-twice", where, what: "two columns have the same name" });
  const deep = table.header.find((name) =>
    [...name.matchAll(/\[(\d+)\]/g)].some(([, number]) => Number(number) > mostOfAGroup || Number(number) < 1),
  );
  if (deep !== undefined)
    throw new Problem({
      code: "cases.group-number",
      where,
      what: `"${deep.slice(0, 60)}" has a number outside 1 to ${mostOfAGroup}`,
    });
  const unknown = table.header.filter((_, place) => columns[place] === undefined).map(unnumbered);
  const explained = explainUnknown(unknown, "a path of the record", paths);
  const problems: RowProblem[] = [];
  const records: CaseRecord[] = [];
  const loss = new LossReport();
  const ids = new Map<string, number>();
  for (const [number, cells] of table.rows.entries()) {
    const row = number + 2;
    if (cells.every((cell) => cell.trim() === "")) continue;
    const body: Record<string, unknown> = { person: {}, case: {}, exploitation: {} };
    const elements: Record<string, Record<string, string>> = {};
    const extensions: Record<string, string> = {};
    for (const [place, raw] of cells.entries()) {
      const cell = raw.trim();
      if (cell === "") continue;
      const column = columns[place];
      if (column === undefined) extensions[extensionName(table.header[place] ?? "", place)] = cell;
      else if (column.field.type === "extensions") extensions[extensionName(column.path, place)] = cell;
      else if (column.field.type === "elements") {
        const statement = elements[column.path] ?? {};
        elements[column.path] = statement;
        statement[column.part ?? "answer"] = cell;
      } else if (column.part === "certainty") setPath(body, `${column.path}.certainty`, cell);
      else setPath(body, column.path, valueOf(column.field, cell));
    }
    const draft = {
      schema: recordSchema,
      id: `row-${String(number + 1).padStart(6, "0")}`,
      ...body,
      elements,
      ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
    } as unknown as CaseRecord;
    if (currentMajority(draft) === "child")
      for (const column of Object.keys(extensions).filter(accuses)) {
        delete extensions[column];
        loss.add("dropped", column, "a record about a child holds nothing that accuses the child");
      }
    for (const { field, message } of validateRecord(standards, draft)) problems.push({ row, column: field, message });
    const earlier = ids.get(draft.id);
    if (earlier !== undefined)
      problems.push({ row, column: "id", message: `This is already the number of row ${earlier}.` });
    ids.set(draft.id, row);
    records.push(draft);
  }
  return { records: problems.length > 0 ? [] : records, rows: table.rows.length, problems, loss, explained };
}
