import { describe, expect, test } from "vitest";
import { definitionsOf } from "../classification/rules.ts";
import { ctdcGenerations } from "../formats/ctdc/generations.ts";
import { readCtdc } from "../formats/ctdc/read.ts";
import { readHtcds } from "../formats/htcds/read.ts";
import { standards } from "../testing/standards.ts";

const column = (list: string, name: string) => standards.list(list).map((row) => row[name] ?? "");

describe("the code lists agree with each other", () => {
  test("every value of HTCDS's picklists and definitions is read, each into something of its own", () => {
    const seen = new Map<string, string>();
    for (const row of standards.list("htcds_v2_values")) {
      const { field = "", value = "" } = row;
      const { problems, records } = readHtcds(standards, { header: [field], rows: [[value]] });
      expect([field, value, problems]).toEqual([field, value, []]);
      const { id: _, ...content } = records[0] ?? { id: "" };
      const key = `${field} ${JSON.stringify(content)}`;
      // Only the two spellings of one method share a place.
      expect([value, seen.get(key) ?? value]).toEqual([
        value,
        { ThreatOfLawEnforcement: "ThreatsLawEnforcement", PsychoactiveSubstances: "PsychoactiveSubstance" }[value] ??
          value,
      ]);
      seen.set(key, value);
    }
  });

  test("every flag of every CTDC layout leaves a trace in the record, or is made from others", () => {
    for (const generation of ctdcGenerations(standards)) {
      const flags = generation.columns.filter((name) =>
        /^(means|is|typeOf|recruiterRelation|IP_(Exp|Rec|Tra|Con))/.test(name),
      );
      for (const name of flags) {
        const row = generation.columns.map((other) => (other === name ? "1" : ""));
        const { records, problems, loss } = readCtdc(standards, { header: generation.columns, rows: [row] });
        const trace =
          JSON.stringify({ ...records[0], id: "" }).length >
          JSON.stringify({
            schema: "counterweight/case/1",
            id: "",
            person: {},
            case: {},
            elements: {},
            exploitation: {},
          }).length;
        expect([generation.name, name, problems, trace || loss.entries().length === 1]).toEqual([
          generation.name,
          name,
          [],
          true,
        ]);
        expect([name, trace]).toEqual([name, !/Concatenated|NotSpecified|isSexAndLabour/.test(name)]);
      }
    }
  });

  test("CTDC's own table of merged columns is what the elements say", () => {
    for (const { name_2021: old = "", name_2024: now = "", operation = "" } of standards.list("ctdc_merge_2021_2024")) {
      const reading = standards.elements.filter(({ ctdcReads }) => ctdcReads.includes(old));
      if (old.startsWith("typeOf")) continue;
      expect([old, reading.map(({ ctdc }) => ctdc[27])]).toEqual([old, [now]]);
      const own = standards.elements.filter(({ ctdcReads }) => ctdcReads.includes(now)).map(({ kind }) => kind);
      expect([operation, own]).toEqual([
        operation,
        operation.startsWith("merge") ? ["group"] : now === "" ? [] : ["control"],
      ]);
    }
  });

  test("a group's members are exactly the elements that are written to its column", () => {
    for (const group of standards.elements.filter(({ kind, ctdc }) => kind === "group" && ctdc[27] !== "")) {
      const written = standards.elements
        .filter(({ kind, ctdc }) => kind !== "group" && ctdc[27] === group.ctdc[27])
        .map(({ code }) => code);
      expect([group.code, group.members.filter((member) => !written.includes(member))]).toEqual([group.code, []]);
      const owns = group.ctdcReads.includes(group.ctdc[27]);
      expect([group.code, new Set(owns ? group.members : written)]).toEqual([group.code, new Set(written)]);
    }
  });

  test("every code of the protocol and of the definitions has an element that records it directly", () => {
    const palermo = standards.document("palermo") as {
      acts: string[];
      means: { code: string }[];
      purposes_minimum: string[];
      purposes_added_by_others: { code: string }[];
    };
    const has = (kind: string, code: string) =>
      standards.elements.some(
        (element) =>
          element.kind === kind && element.supports?.anyOf.length === 1 && element.supports.anyOf[0] === code,
      );
    const wanted = [
      ...palermo.acts.map((code) => ["act", code] as const),
      ...palermo.means.map(({ code }) => ["means", code] as const),
      ...[...palermo.purposes_minimum, ...palermo.purposes_added_by_others.map(({ code }) => code)].map(
        (code) => ["purpose", code] as const,
      ),
      ...definitionsOf(standards).flatMap(({ branches }) =>
        branches.flatMap(({ acts, means, purposes }) => [
          ...acts.map((code) => ["act", code] as const),
          ...means.map((code) => ["means", code] as const),
          ...purposes.map((code) => ["purpose", code] as const),
        ]),
      ),
    ];
    expect(wanted.filter(([kind, code]) => !has(kind, code))).toEqual([]);
    const [first] = definitionsOf(standards);
    expect(first?.branches[0]?.acts).toEqual(palermo.acts);
    expect(first?.branches[0]?.means).toEqual(palermo.means.map(({ code }) => code));
    expect(first?.branches[0]?.purposes).toEqual(expect.arrayContaining(palermo.purposes_minimum));
  });

  test("counts as published: 84 fields, 27, 38, 63 and 16 columns, 67 indicators, 11 signs, 109 NIEM codes", () => {
    expect(column("htcds_v2_fields", "field")).toHaveLength(84);
    expect(ctdcGenerations(standards).map(({ columns }) => columns.length)).toEqual([63, 38, 27, 27, 16]);
    expect(standards.delphi).toHaveLength(67);
    expect(standards.elements.filter(({ kind }) => kind === "ilo11")).toHaveLength(11);
    expect(column("niem6_ht_codes", "code")).toHaveLength(109);
  });

  test("no code list has a code twice", () => {
    for (const { name, codes, byCode } of standards.vocabularies.values())
      expect([name, byCode.size]).toEqual([name, codes.length]);
    expect(standards.elementByCode.size).toBe(standards.elements.length);
  });
});
