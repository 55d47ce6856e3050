import { describe, expect, test } from "vitest";
import { generateRecord, generateRecords } from "../generator/generate.ts";
import type { CaseRecord, Statement } from "../record/types.ts";
import { validateRecord } from "../record/validate.ts";
import { standards } from "../testing/standards.ts";
import type { GenerationName } from "./ctdc/generations.ts";
import { readCtdc } from "./ctdc/read.ts";
import { writeCtdc } from "./ctdc/write.ts";
import { htcdsFields } from "./htcds/homes.ts";
import { readHtcds } from "./htcds/read.ts";
import { writeHtcds } from "./htcds/write.ts";
import { leavesOf } from "./paths.ts";
import { readCsv, type Table, writeCsv } from "./table.ts";

const rowsAsObjects = ({ header, rows }: Table) =>
  rows.map((row) => Object.fromEntries(header.map((name, place) => [name, row[place] ?? ""])));

/** Each value of a record as a text, an element with its answer, a list value by value. */
function valuesOf(record: CaseRecord): Set<string> {
  const values = new Set<string>();
  for (const { path, value } of leavesOf(record)) {
    if (path.startsWith("elements.")) values.add(`${path} ${(value as Statement).answer}`);
    else for (const item of Array.isArray(value) ? value : [value]) values.add(`${path} ${JSON.stringify(item)}`);
  }
  return values;
}

describe("the generator", () => {
  test("makes valid records, the same for the same seed, another for another", () => {
    for (const shape of ["htcds", "ctdc", "full"] as const)
      for (let index = 0; index < 300; index++)
        expect(validateRecord(standards, generateRecord(standards, 5, index, shape))).toEqual([]);
    expect(generateRecord(standards, 5, 9)).toEqual(generateRecord(standards, 5, 9));
    expect(generateRecord(standards, 5, 9)).not.toEqual(generateRecord(standards, 6, 9));
  });
});

describe("HTCDS", () => {
  test("has a home for each of its 84 fields", () => {
    expect(htcdsFields(standards)).toHaveLength(84);
    const header = htcdsFields(standards);
    expect(readHtcds(standards, { header, rows: [] }).explained).toEqual([]);
  });

  test("in and out again gives the same table", () => {
    const first = writeHtcds(standards, generateRecords(standards, { count: 500, seed: 1, shape: "htcds" })).table;
    const read = readHtcds(standards, readCsv(writeCsv(first)));
    expect(read.problems).toEqual([]);
    expect(writeHtcds(standards, read.records).table).toEqual(first);
  });

  test("a row with every one of the 84 fields filled comes back cell by cell", () => {
    const rows = standards.list("htcds_v2_fields");
    const sample = ({ field = "", type = "" }: Record<string, string>): string => {
      const value = standards.list("htcds_v2_values").find((row) => row["field"] === field)?.["value"];
      if (value !== undefined) return value;
      if (type === "Date" || field === "prs_Birthdate") return "1999-12-31";
      if (field.endsWith("itude")) return "-12.5";
      if (/Country$|Citizenship$/.test(field)) return "NG";
      if (type === "Checkbox") return "true";
      return type === "Number" ? "17" : `text of ${field}, with a comma`;
    };
    const table = { header: ["id", ...rows.map((row) => row["field"] ?? "")], rows: [["A-1", ...rows.map(sample)]] };
    const read = readHtcds(standards, readCsv(writeCsv(table)));
    expect([read.problems, read.loss.entries(), read.explained]).toEqual([[], [], []]);
    expect(rowsAsObjects(writeHtcds(standards, read.records).table)).toEqual(rowsAsObjects(table));
  });

  test("both the picklist's and the definitions' codes are read, and the standard's spelling is written", () => {
    const header = ["vic_MethodsOfControl", "vic_RelationshipToTrafficker"];
    const rows = [
      ["ThreatsLawEnforcement;PsychoactiveSubstance", "Unacquainted"],
      ["ThreatOfLawEnforcement; Psychoactive substances;RestrictsMovement;Threats", "Unaquainted"],
    ];
    const { records, problems } = readHtcds(standards, { header, rows });
    expect(problems).toEqual([]);
    const table = rowsAsObjects(writeHtcds(standards, records).table);
    expect(table[0]?.["vic_RelationshipToTrafficker"]).toBe("Unaquainted");
    expect(table[1]?.["vic_MethodsOfControl"]).toBe(
      "ThreatsLawEnforcement;PsychoactiveSubstance;RestrictsMovement;Threats",
    );
    const picklist = writeHtcds(standards, records, { codes: "picklist" });
    expect(rowsAsObjects(picklist.table)[1]?.["vic_MethodsOfControl"]).toBe(
      "ThreatsLawEnforcement;PsychoactiveSubstance",
    );
    expect(picklist.loss.entries().map(({ field }) => field)).toContain("elements.control.restricts_movement");
    const definitions = writeHtcds(standards, records, { codes: "definitions" });
    expect(rowsAsObjects(definitions.table)[0]?.["vic_MethodsOfControl"]).toBe(
      "ThreatOfLawEnforcement;PsychoactiveSubstances",
    );
  });

  test("a referral numbered 2 without a first stays one referral, and a column named for nothing is kept", () => {
    const header = ["cas_IncomingReferralDate[2]", "cas_ReferringOrganisation[2]", "", "__proto__"];
    const { records } = readHtcds(standards, { header, rows: [["2024-05-06", "Hotline", "a", "b"]] });
    expect(records[0]?.referrals).toEqual([{ direction: "incoming", date: "2024-05-06", organisation: "Hotline" }]);
    expect(records[0]?.extensions).toEqual({ "column 3": "a", "column 4": "b" });
  });

  test("says row, column and what to mend", () => {
    const header = ["prs_Gender", "prs_Birthdate", "vic_AgeWhenTrafficked", "prs_Citizenship"];
    const { problems, records } = readHtcds(standards, { header, rows: [["Femin", "12/13/1999", "old", "Atlantis"]] });
    expect(records).toEqual([]);
    expect(problems.map(({ row, column }) => [row, column])).toEqual(header.map((column) => [2, column]));
    expect(problems[0]?.message).toMatch(/did you mean "Feminine"/);
  });
});

describe("HTCDS to CTDC and back", () => {
  const layouts: readonly (readonly [GenerationName, number])[] = [
    ["27", 10_000],
    ["38", 1_000],
    ["63", 1_000],
    ["27-renamed", 300],
  ];

  test.each(layouts)(
    "through the %s columns: every lost value is listed and nothing is invented (%i records)",
    (layout, count) => {
      const originals = generateRecords(standards, { count, seed: 20, shape: "htcds" });
      const before = writeHtcds(standards, originals);
      expect(before.loss.entries().filter(({ kind }) => kind === "guessed")).toEqual([]);
      const start = readHtcds(standards, before.table).records;
      const cellsBefore = rowsAsObjects(before.table);
      let lost = 0;
      for (let from = 0; from < start.length; from += 100) {
        const records = start.slice(from, from + 100);
        const out = writeCtdc(standards, records, layout);
        const middle = readCtdc(standards, readCsv(writeCsv(out.table)));
        expect(middle.problems).toEqual([]);
        expect(middle.generation.name).toBe(layout);
        const end = writeHtcds(standards, middle.records);
        const back = readHtcds(standards, end.table);
        const listed = new Set(
          [out.loss, middle.loss, end.loss].flatMap((loss) => loss.entries()).map(({ field }) => field),
        );

        for (const [place, row] of rowsAsObjects(end.table).entries())
          for (const [column, cell] of Object.entries(row)) {
            const had = new Set((cellsBefore[from + place]?.[column] ?? "").split(";"));
            const invented = cell.split(";").filter((value) => value !== "" && column !== "id" && !had.has(value));
            if (invented.length > 0)
              throw new Error(`invented ${invented.join()} in ${column} of record ${from + place}`);
          }
        for (const [place, record] of records.entries()) {
          const kept = valuesOf(back.records[place] as CaseRecord);
          for (const value of valuesOf(record)) {
            const path = value.split(" ")[0] ?? "";
            if (kept.has(value)) continue;
            lost++;
            if (!listed.has(path)) throw new Error(`${value} of record ${from + place} was lost without an entry`);
          }
        }
      }
      expect(lost).toBeGreaterThan(count);
    },
  );
});

describe("CTDC", () => {
  test.each(["27", "38", "63", "27-renamed"] as const)(
    "the %s columns in and out again give the same table",
    (layout) => {
      const invented = generateRecords(standards, { count: 300, seed: 3, shape: "ctdc" });
      const first = writeCtdc(standards, invented, layout);
      const read = readCtdc(standards, first.table);
      expect(read.problems).toEqual([]);
      expect(read.generation.name).toBe(layout);
      expect(writeCtdc(standards, read.records, layout).table).toEqual(first.table);
    },
  );

  test("a record within CTDC's 27 columns comes back as it was", () => {
    const invented = generateRecords(standards, { count: 300, seed: 4, shape: "ctdc" });
    const read = readCtdc(standards, writeCtdc(standards, invented, "27").table);
    for (const [place, record] of invented.entries())
      expect(valuesOf({ ...(read.records[place] as CaseRecord), id: record.id })).toEqual(valuesOf(record));
  });

  test("empty, -99 and 0 are never a no", () => {
    const header = standards.list("ctdc_kanon_2020_columns").map((row) => row["name"] ?? "");
    const row = header.map((name) => (name.startsWith("meansOfControl") ? "0" : name.startsWith("is") ? "-99" : ""));
    const { records } = readCtdc(standards, { header, rows: [row] });
    const answers = Object.values(records[0]?.elements ?? {}).map(({ answer }) => answer);
    expect(answers.length).toBeGreaterThan(10);
    expect(new Set(answers)).toEqual(new Set(["unknown"]));
  });

  test("merged flags are never expanded", () => {
    const { records } = readCtdc(standards, {
      header: standards.list("ctdc_synthetic_variables").map((row) => row["name (v2024, v2025)"] ?? ""),
      rows: [["2020", "Woman", "09--17", "NGA", "ITA", "", "1", "1", "1", "", "", "1", ...Array<string>(15).fill("")]],
    });
    expect(Object.keys(records[0]?.elements ?? {}).every((code) => code.startsWith("group."))).toBe(true);
    const { table, loss } = writeHtcds(standards, records);
    expect(rowsAsObjects(table)[0]?.["vic_MethodsOfControl"]).toBe("");
    expect(loss.entries().filter(({ reason }) => /never expanded/.test(reason))).toHaveLength(4);
  });

  test("the victim-perpetrator file is read and written, its merged roles kept merged", () => {
    const header = standards.list("ctdc_victim_perpetrator_columns").map((row) => row["name"] ?? "");
    const row = [
      "2014-2018",
      "Female",
      "Adult",
      "1",
      "",
      "Asia",
      "Europe",
      "1",
      "Male;Female",
      "30--38",
      "Asia",
      "FriendAcquaintance",
      "Yes",
      "1",
      "",
      "1",
    ];
    const read = readCtdc(standards, { header, rows: [row] });
    expect([read.problems, read.generation.name]).toEqual([[], "victim-perpetrator"]);
    expect(read.records[0]?.perpetrators?.[0]?.roles).toEqual([
      "exploiter",
      "recruiter_or_broker",
      "control_abuse_or_kidnap",
    ]);
    expect(writeCtdc(standards, read.records, "victim-perpetrator").table.rows).toEqual([row]);
  });
});
