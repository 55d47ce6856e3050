import { currentMajority } from "../../record/age.ts";
import { isDate } from "../../record/dates.ts";
import { accuses } from "../../record/rules.ts";
import type { CaseRecord } from "../../record/types.ts";
import { validateRecord } from "../../record/validate.ts";
import type { Field } from "../../standards/fields.ts";
import { type Standards, vocabularyOf } from "../../standards/standards.ts";
import { LossReport } from "../loss.ts";
import { setPath } from "../paths.ts";
import type { RowProblem, Table } from "../table.ts";
import { codeFor, countryFor, notACode, plain, several, shorten } from "../values.ts";
import { readHtcdsHeader } from "./header.ts";
import { htcdsHomes } from "./homes.ts";

/** What reading a file gave: records without problems, or the problems; all or nothing is the caller's to keep. */
export type Imported = {
  readonly records: readonly CaseRecord[];
  readonly rows: number;
  readonly problems: readonly RowProblem[];
  readonly loss: LossReport;
  /** One sentence for each column or habit of the file that is not as the standard has it. */
  readonly explained: readonly string[];
};

export type ReadOptions = {
  /** Who says so, where the row names no organisation: the file's name, the sending organisation. */
  readonly source?: string;
  readonly where?: string;
};

type Read = { readonly value: unknown } | { readonly wrong: string };

const flags = new Map([
  ...["true", "1", "yes", "y", "checked"].map((text) => [text, true] as const),
  ...["false", "0", "no", "n", "unchecked"].map((text) => [text, false] as const),
]);

/** A cell as the field's value, or one sentence on what is wrong with it. */
function readCell(standards: Standards, field: Field, cell: string): Read {
  switch (field.type) {
    case "date": {
      const date = cell.replace(/[T ]\d\d:\d\d(:\d\d.*)?$/, "");
      if (isDate(date)) return { value: date };
      return { wrong: `"${shorten(cell)}" is not a date; write YYYY-MM-DD.` };
    }
    case "number":
    case "whole": {
      const number = Number(cell);
      return Number.isFinite(number) ? { value: number } : { wrong: `"${shorten(cell)}" is not a number.` };
    }
    case "age range": {
      const age = Number(cell);
      return Number.isInteger(age) && age >= 0 && age <= 130
        ? { value: { from: age, to: age } }
        : { wrong: `"${shorten(cell)}" is not an age in whole years.` };
    }
    case "flag": {
      const flag = flags.get(cell.toLowerCase());
      return flag === undefined ? { wrong: `"${shorten(cell)}" is neither true nor false.` } : { value: flag };
    }
    case "code": {
      const list = vocabularyOf(standards, field.vocabulary);
      const code = codeFor(list, cell);
      return code === undefined ? { wrong: notACode(list, cell) } : { value: code.code };
    }
    case "codes": {
      const list = vocabularyOf(standards, field.vocabulary);
      const codes: string[] = [];
      // An industry label may hold a semicolon of its own.
      const whole = codeFor(list, cell);
      for (const part of whole === undefined ? several(cell) : [cell]) {
        const code = codeFor(list, part);
        if (code === undefined) return { wrong: notACode(list, part) };
        if (!codes.includes(code.code)) codes.push(code.code);
      }
      return { value: codes };
    }
    case "country":
    case "countries": {
      const codes: string[] = [];
      for (const part of several(cell)) {
        const code = countryFor(standards.countries, part);
        if (code === undefined) return { wrong: `"${shorten(part)}" is not a country (ISO 3166-1).` };
        if (!codes.includes(code)) codes.push(code);
      }
      if (field.type === "countries") return { value: codes };
      return codes.length === 1 ? { value: codes[0] } : { wrong: "This field holds one country." };
    }
    case "texts":
      return { value: [cell] };
    default:
      return { value: cell };
  }
}

function elementsByValue(standards: Standards): Map<string, string> {
  const found = new Map<string, string>();
  for (const { code, label, htcdsField, htcdsValue, htcdsDefinitions } of standards.elements)
    for (const value of [htcdsValue, htcdsDefinitions, htcdsValue || htcdsDefinitions ? label : ""])
      if (value !== "") found.set(`${htcdsField}=${plain(value)}`, code);
  return found;
}

/** Reads HTCDS v2.0, both the picklists' and the definitions' codes, into records. */
export function readHtcds(standards: Standards, table: Table, options: ReadOptions = {}): Imported {
  const { columns, explained } = readHtcdsHeader(standards, table.header, options.where ?? "file");
  const homes = htcdsHomes(standards);
  const elementOf = elementsByValue(standards);
  const loss = new LossReport();
  const problems: RowProblem[] = [];
  const records: CaseRecord[] = [];
  const ids = new Map<string, number>();
  let blank = 0;
  const nameColumn = columns.findIndex(({ field }) => field === "org_Name");
  for (const [number, cells] of table.rows.entries()) {
    const row = number + 2;
    if (cells.every((cell) => cell.trim() === "")) {
      blank++;
      continue;
    }
    const before = problems.length;
    const body: Record<string, unknown> = { person: {}, case: {}, elements: {}, exploitation: {} };
    const extensions: Record<string, string> = {};
    const by =
      (nameColumn >= 0 ? cells[nameColumn]?.trim() : "") || options.source || "the organisation that kept the file";
    let id = `htcds-${String(number + 1).padStart(6, "0")}`;
    for (const [place, { name, field, index }] of columns.entries()) {
      const cell = (cells[place] ?? "").trim();
      if (cell === "") continue;
      const wrong = (message: string) => problems.push({ row, column: name, message });
      if (field === "id") {
        id = cell;
        continue;
      }
      const home = field === undefined ? undefined : homes.get(field);
      if (home === undefined) {
        extensions[name || `column ${place + 1}`] = cell;
      } else if (home.kind === "elements") {
        for (const part of several(cell)) {
          const code = elementOf.get(`${field}=${plain(part)}`);
          if (code === undefined) wrong(`"${shorten(part)}" is not a value of ${field}.`);
          else (body["elements"] as Record<string, unknown>)[code] = { answer: "true", by, basis: "other_record" };
        }
      } else {
        const read = readCell(standards, home.field, cell);
        if ("wrong" in read) {
          wrong(read.wrong);
        } else if (home.kind === "member") {
          const groups = body["referrals"] as Record<string, unknown>[] | undefined;
          if (home.group === "referrals") {
            const list = groups ?? [];
            body["referrals"] = list;
            const same = list.filter((item) => item[home.key] === home.value);
            const item = same[index] ?? { [home.key]: home.value };
            if (same[index] === undefined) list.push(item);
            item[home.field.path.split(".").at(-1) ?? ""] = read.value;
          } else {
            const person = body["person"] as Record<string, unknown>;
            const list = (person["names"] ?? []) as Record<string, unknown>[];
            person["names"] = list;
            list.push({ text: read.value, [home.key]: home.value });
          }
        } else if (home.field.path === "case.comments") {
          const details = body["case"] as { comments?: string[] };
          details.comments = [...(details.comments ?? []), cell];
        } else setPath(body, home.field.path.replace("[]", `[${index}]`), read.value);
      }
    }
    const earlier = ids.get(id);
    if (earlier !== undefined)
      problems.push({ row, column: "id", message: `"${shorten(id)}" is already the number of row ${earlier}.` });
    ids.set(id, row);
    for (const group of ["events", "perpetrators", "services", "consents"]) {
      const list = body[group] as Record<string, unknown>[] | undefined;
      if (list !== undefined) body[group] = list.filter((item) => Object.keys(item).length > 0);
    }
    const draft = { schema: "counterweight/case/1", id, ...body } as unknown as CaseRecord;
    if (currentMajority(draft) === "child")
      for (const column of Object.keys(extensions).filter(accuses)) {
        delete extensions[column];
        loss.add("dropped", column, "a record about a child holds nothing that accuses the child");
      }
    const record = Object.keys(extensions).length > 0 ? { ...draft, extensions } : draft;
    if (problems.length === before)
      for (const { field, message } of validateRecord(standards, record))
        problems.push({ row, column: field, message });
    records.push(record);
  }
  return {
    records: problems.length > 0 ? [] : records,
    rows: table.rows.length,
    problems,
    loss,
    explained: blank === 0 ? explained : [...explained, `Rows without any value, left out: ${blank}.`],
  };
}
