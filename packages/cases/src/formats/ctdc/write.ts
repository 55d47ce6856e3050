import { ageOn, majorityOf } from "../../record/age.ts";
import type { AgeRange, CaseRecord, Statement } from "../../record/types.ts";
import { type Standards, vocabularyOf } from "../../standards/standards.ts";
import type { Exported } from "../htcds/write.ts";
import { LossReport } from "../loss.ts";
import { leavesOf } from "../paths.ts";
import { bandOfAge } from "./bands.ts";
import { ctdcGenerations, type Generation, type GenerationName } from "./generations.ts";

type Row = Map<string, string>;
type Context = {
  readonly standards: Standards;
  readonly generation: Generation;
  readonly loss: LossReport;
  readonly record: CaseRecord;
  readonly row: Row;
  readonly has: (column: string) => boolean;
};

const noColumn = "the file has no column for it";
const drop = ({ loss }: Context, path: string, reason = noColumn): void => loss.add("dropped", path, reason);

function setCountry(context: Context, column: string, alpha2: string): void {
  const { standards, generation, row } = context;
  row.set(column, generation.layout === 63 ? alpha2 : (standards.countries.toAlpha3.get(alpha2) ?? alpha2));
}

/** A vocabulary's value or flag in this layout. */
function codeColumn({ standards, generation }: Context, list: string, code: string): string {
  const found = vocabularyOf(standards, list).byCode.get(code);
  if (list === "sex_form" && code === "other") return generation.layout === 38 ? "typeOfSexOther" : "";
  if (list === "sector" && code === "other" && generation.layout === 38) return "typeOfLabourOther";
  const old = generation.layout === 63 || generation.layout === "perpetrator";
  return (old ? found?.ctdc63 || (list === "duration" ? found?.ctdc27 : "") : found?.ctdc27) ?? "";
}

function writeAge(context: Context, path: string, age: AgeRange, derived: boolean): void {
  const { row, has, loss } = context;
  const majority = majorityOf(age);
  if (has("majorityStatus") && majority !== "unknown")
    row.set("majorityStatus", majority === "adult" ? "Adult" : "Minor");
  const band = has("ageBroad") ? bandOfAge(age) : undefined;
  if (band === undefined) {
    if (has("majorityStatus") && majority !== "unknown")
      loss.add("merged", path, "only adult or minor is kept", "majorityStatus");
    else drop(context, path, has("ageBroad") ? "the range reaches over several bands" : noColumn);
    return;
  }
  row.set("ageBroad", band.band);
  if (derived || !band.exact || age.certainty !== undefined)
    loss.add("merged", path, "only the band is kept", "ageBroad");
}

function writeMajority(context: Context, path: string, age: AgeRange, column: string): void {
  const majority = majorityOf(age);
  if (!context.has(column) || majority === "unknown") {
    drop(context, path, context.has(column) ? "neither surely adult nor surely minor" : noColumn);
    return;
  }
  context.row.set(column, majority === "adult" ? "Adult" : "Minor");
  const exact =
    majority === "adult" ? age.from === 18 && age.to === undefined : age.to === 17 && age.from === undefined;
  if (!exact) context.loss.add("merged", path, "only adult or minor is kept", column);
}

function writeFlags(context: Context, path: string, list: string, codes: readonly string[]): void {
  const { row, has, loss } = context;
  for (const code of codes) {
    let broader = code;
    let column = codeColumn(context, list, code);
    while (column === "" && broader.includes("/")) {
      broader = broader.slice(0, broader.lastIndexOf("/"));
      column = codeColumn(context, list, broader);
    }
    if (column === "" || !has(column)) {
      const broad =
        list === "sector" && code === "A"
          ? "section A is broader than CTDC's agriculture, which is division 01"
          : noColumn;
      drop(context, path, `${broad} (${code})`);
      continue;
    }
    if (broader !== code) loss.add("merged", path, "only the broader sector is kept", column);
    row.set(column, "1");
  }
}

function writeElement(context: Context, code: string, statement: Statement): void {
  const { standards, generation, row, has, loss } = context;
  const element = standards.elementByCode.get(code);
  const path = `elements.${code}`;
  const layout = generation.layout === "perpetrator" ? 27 : generation.layout;
  const column = element?.ctdc[layout] ?? "";
  if (column === "" || !has(column)) return drop(context, path);
  if (statement.answer !== "true") {
    if (statement.recorded === "0" && generation.layout === 63) {
      if (!row.has(column)) row.set(column, "0");
    } else drop(context, path, `CTDC cannot say "${statement.answer}", only yes`);
    return;
  }
  for (const part of ["by", "on", "basis", "detail"] as const)
    if (statement[part] !== undefined) loss.add("dropped", `elements.*.${part}`, "CTDC keeps no source for an element");
  row.set(column, "1");
  if (element?.ctdcReads.includes(column) !== true)
    loss.add("merged", path, "the file says it together with others", column);
}

function writeRoles(context: Context, path: string, roles: readonly string[]): void {
  for (const role of roles) {
    const found = vocabularyOf(context.standards, "perpetrator_role").byCode.get(role);
    const column = found?.ctdc63 ?? "";
    if (column === "" || !context.has(column)) drop(context, path, `${noColumn} (${role})`);
    else {
      context.row.set(column, "1");
      if (found?.htcds !== "" && role !== "exploiter")
        context.loss.add("merged", path, "the file says it together with other roles", column);
    }
  }
}

function writeJoined(context: Context, path: string, column: string, list: string, codes: readonly string[]): void {
  if (!context.has(column)) return drop(context, path);
  const before = context.row.get(column)?.split(";") ?? [];
  const texts = codes
    .map((code) => vocabularyOf(context.standards, list).byCode.get(code)?.ctdc63 ?? "")
    .filter(Boolean);
  context.row.set(column, [...new Set([...before, ...texts])].join(";"));
}

const perpetratorColumns: Record<string, readonly [string, string]> = {
  "perpetrators[].genders": ["IP_Gender", "perpetrator_gender"],
  "perpetrators[].ages": ["IP_ageBroad", "perpetrator_age"],
  "perpetrators[].regions": ["IP_citizen_UNRegion", "un_region"],
  "perpetrators[].relations": ["IP_Relation", "perpetrator_relation"],
  "perpetrators[].wasPaid": ["IP_PayMoney", "yes_no"],
};

function writeCode(context: Context, path: string, column: string, list: string, code: string): void {
  const text = codeColumn(context, list, code);
  if (!context.has(column) || text === "")
    return drop(context, path, context.has(column) ? `CTDC has no value for it (${code})` : noColumn);
  context.row.set(column, text);
  const merged = vocabularyOf(context.standards, list).codes.filter((item) => item.ctdc27 === text).length > 1;
  if (merged) context.loss.add("merged", path, "the file has one value for several", column);
}

function writePlace(context: Context): void {
  const { record, row, loss, has } = context;
  if (!has("CountryOfExploitation") || row.has("CountryOfExploitation")) return;
  const places = (record.events ?? []).filter((event) => event.type === "exploitation" && event.country !== undefined);
  const countries = [...new Set(places.map((event) => event.country ?? ""))];
  const [first] = countries;
  if (first === undefined) return;
  setCountry(context, "CountryOfExploitation", first);
  loss.add(
    "guessed",
    "events[].country",
    countries.length > 1 ? "the first of several countries is kept" : "CTDC means the country of first identification",
    "CountryOfExploitation",
  );
}

/** Where a leaf of the record goes; everything without a case here is dropped and counted. */
function writeLeaf(context: Context, path: string, value: unknown): void {
  const { record, row, has, loss } = context;
  const text = String(value);
  if (path === "id") return drop(context, path);
  if (path.startsWith("elements.")) return writeElement(context, path.slice(9), value as Statement);
  if (path === "extensions.yearRegister" && has("yearRegister")) {
    row.set("yearRegister", text);
    return;
  }
  const joined = perpetratorColumns[path];
  if (joined !== undefined) return writeJoined(context, path, joined[0], joined[1], value as string[]);
  switch (path) {
    case "person.gender":
      return writeCode(context, path, "gender", "gender", text);
    case "person.ageAtRegistration":
      return writeAge(context, path, value as AgeRange, false);
    case "person.birthDate.date": {
      const age =
        record.person.ageAtRegistration === undefined && record.case.registered !== undefined
          ? ageOn(text, record.case.registered)
          : undefined;
      return age === undefined
        ? drop(context, path, "a date of birth is never published")
        : writeAge(context, path, age, true);
    }
    case "person.ageAtExploitation":
      return writeMajority(context, path, value as AgeRange, "majorityStatusAtExploit");
    case "person.ageAtEntry":
      return writeMajority(context, path, value as AgeRange, "majorityEntry");
    case "person.citizenships": {
      const [first = "", ...more] = value as string[];
      if (!has("citizenship")) return drop(context, path);
      setCountry(context, "citizenship", first);
      if (more.length > 0) loss.add("guessed", path, "the file holds one; the first is kept", "citizenship");
      return;
    }
    case "person.originRegion":
      return writeCode(context, path, "UN_COO_Region", "un_region", text);
    case "exploitation.region":
      return writeCode(context, path, "UN_COE_Region", "un_region", text);
    case "case.registered":
      if (!has("yearOfRegistration")) return drop(context, path);
      row.set("yearOfRegistration", text.slice(0, 4));
      if (text.length > 4) loss.add("merged", path, "only the year is kept", "yearOfRegistration");
      return;
    case "case.source":
      return writeCode(context, path, "Datasource", "source_type", text);
    case "exploitation.country":
      if (!has("CountryOfExploitation")) return drop(context, path);
      return setCountry(context, "CountryOfExploitation", text);
    case "exploitation.duration":
      return writeCode(context, path, "traffickMonths", "duration", text);
    case "exploitation.sectors":
      return writeFlags(context, path, "sector", value as string[]);
    case "exploitation.sexForms":
      return writeFlags(context, path, "sex_form", value as string[]);
    case "exploitation.recruiterRelations":
      return writeFlags(context, path, "recruiter_relation", value as string[]);
    case "exploitation.relationToTrafficker":
      if (text !== "familial" || !has("recruiterRelationFamily"))
        return drop(context, path, "CTDC asks about the recruiter, not the trafficker");
      row.set("recruiterRelationFamily", "1");
      return loss.add(
        "guessed",
        path,
        "CTDC asks about the recruiter, HTCDS about the trafficker",
        "recruiterRelationFamily",
      );
    case "perpetrators[].roles":
      return writeRoles(context, path, value as string[]);
    case "events[].country":
      if (has("CountryOfExploitation") && record.exploitation.country === undefined)
        return drop(context, path, "at most one country is kept");
      return drop(context, path);
    default:
      return drop(
        context,
        path,
        /^person\.(names|identity|email|homePhone|mobile|address|contact)/.test(path)
          ? "identifies the person and is never published"
          : noColumn,
      );
  }
}

/** Columns the 2020 file makes from others: lists of the flags set, and the two kinds of exploitation together. */
function writeDerived({ generation, row }: Context): void {
  if (generation.layout !== 63) return;
  const set = (prefix: string) =>
    [...row]
      .filter(([name, value]) => name.startsWith(prefix) && value === "1")
      .map(([name]) => name.slice(prefix.length));
  for (const [column, prefix] of [
    ["meansOfControlConcatenated", "meansOfControl"],
    ["typeOfLabourConcatenated", "typeOfLabour"],
    ["typeOfSexConcatenated", "typeOfSex"],
  ] as const) {
    const flags = set(prefix);
    if (flags.length > 0) row.set(column, flags.join(";"));
  }
  if (row.get("isForcedLabour") === "1" && row.get("isSexualExploit") === "1") row.set("isSexAndLabour", "1");
}

/** Writes one of CTDC's layouts. Names, dates of birth and contacts never go in; whatever does not is in the report. */
export function writeCtdc(standards: Standards, records: readonly CaseRecord[], name: GenerationName = "27"): Exported {
  const generation = ctdcGenerations(standards).find((item) => item.name === name);
  if (generation === undefined) throw new Error(`there is no CTDC layout "${name}"`);
  const loss = new LossReport();
  const columns = new Set(generation.columns);
  const rows = records.map((record) => {
    const row: Row = new Map();
    const context: Context = { standards, generation, loss, record, row, has: (column) => columns.has(column) };
    for (const { path, value } of leavesOf(record)) writeLeaf(context, path, value);
    writePlace(context);
    writeDerived(context);
    return generation.columns.map((column) => row.get(column) ?? generation.empty);
  });
  return {
    table: { header: generation.columns.map((column) => generation.written.get(column) ?? column), rows },
    loss,
  };
}
