import { currentMajority } from "../../record/age.ts";
import { isDate } from "../../record/dates.ts";
import { accuses } from "../../record/rules.ts";
import type { CaseRecord, Name, Statement } from "../../record/types.ts";
import { validateRecord } from "../../record/validate.ts";
import type { Field } from "../../standards/fields.ts";
import { type Standards, vocabularyOf } from "../../standards/standards.ts";
import { LossReport } from "../loss.ts";
import { setPath } from "../paths.ts";
import type { RowProblem, Table } from "../table.ts";
import { codeFor, countryFor, extensionName, notACode, plain, several, shorten } from "../values.ts";
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
  const plan = columns.map(({ name, field, index }, place) => {
    const home = field === undefined ? undefined : homes.get(field);
    return {
      name,
      field,
      index,
      home,
      keptAs: extensionName(name, place),
      path: home?.kind === "field" ? home.field.path.replace("[]", `[${index}]`) : "",
      member: home?.kind === "member" ? (home.field.path.split(".").at(-1) ?? "") : "",
      elements: new Map<string, string>(),
    };
  });
  for (const [number, cells] of table.rows.entries()) {
    const row = number + 2;
    const before = problems.length;
    const person: Record<string, unknown> = {};
    const details: Record<string, unknown> = {};
    const elements: Record<string, Statement> = {};
    const body: Record<string, unknown> = { person, case: details, elements, exploitation: {} };
    const extensions: Record<string, string> = {};
    const referrals = new Map<string, Record<string, unknown>>();
    const names: Name[] = [];
    const by =
      (nameColumn >= 0 ? cells[nameColumn]?.trim() : "") || options.source || "the organisation that kept the file";
    let id = `htcds-${String(number + 1).padStart(6, "0")}`;
    let empty = true;
    for (let place = 0; place < plan.length; place++) {
      const raw = cells[place];
      if (raw === undefined || raw === "") continue;
      const cell = raw.trim();
      const column = plan[place];
      if (cell === "" || column === undefined) continue;
      empty = false;
      const { name, field, index, home } = column;
      if (field === "id") id = cell;
      else if (home === undefined) extensions[column.keptAs] = cell;
      else if (home.kind === "elements") {
        for (const part of several(cell)) {
          const code = column.elements.get(part) ?? elementOf.get(`${field}=${plain(part)}`);
          if (code === undefined)
            problems.push({ row, column: name, message: `"${shorten(part)}" is not a value of ${field}.` });
          else {
            if (column.elements.size < 1000) column.elements.set(part, code);
            elements[code] = { answer: "true", by, basis: "other_record" };
          }
        }
      } else {
        const read = readCell(standards, home.field, cell);
        if (home.field.type === "date" && cell.length > 10) loss.add("dropped", field ?? name, "the time of day");
        if ("wrong" in read) problems.push({ row, column: name, message: read.wrong });
        else if (home.kind === "field" && column.path === "case.comments")
          details["comments"] = [...((details["comments"] as string[] | undefined) ?? []), cell];
        else if (home.kind === "field") setPath(body, column.path, read.value);
        else if (home.group === "person.names") names.push({ text: cell, kind: home.value });
        else {
          const key = `${home.value}[${index}]`;
          const referral = referrals.get(key) ?? { [home.key]: home.value };
          referral[column.member] = read.value;
          referrals.set(key, referral);
        }
      }
    }
    if (empty) {
      blank++;
      continue;
    }
    if (names.length > 0) person["names"] = names;
    if (referrals.size > 0) body["referrals"] = [...referrals.values()];
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
