import { describe, expect, test } from "vitest";
import { generateRecords } from "../generator/generate.ts";
import { adult, recordOf, said } from "../testing/records.ts";
import { standards } from "../testing/standards.ts";
import { outsideCodes } from "./codes.ts";

const base = { "act.recruitment": said(), "means.deception": said() };

describe("codes of other standards", () => {
  test("ICCS: by purpose where the elements are met, none where they are not", () => {
    const codes = (elements: object) =>
      outsideCodes(standards, recordOf({ ...elements }, adult)).iccs.map(({ code }) => code);
    expect(codes({ ...base, "purpose.forced_labour": said(), "purpose.removal_of_organs": said() })).toEqual([
      "02042",
      "02043",
    ]);
    expect(codes({ ...base, "purpose.sexual_exploitation": said() })).toEqual(["02041"]);
    expect(codes({ ...base, "purpose.forced_marriage": said() })).toEqual(["02044"]);
    expect(codes({ "purpose.forced_labour": said() })).toEqual([]);
  });

  test("NIEM: a code where one fits, none and an entry where several would", () => {
    const record = (sectors: string[]) => ({ ...recordOf({}), exploitation: { sectors } });
    expect(outsideCodes(standards, record(["F", "T"])).niemIndustries).toEqual(["Construction", "Domestic Work"]);
    const hotel = outsideCodes(standards, record(["I"]));
    expect(hotel.niemIndustries).toEqual([]);
    expect(hotel.loss.entries().find(({ field }) => field === "sector.I")?.reason).toMatch(
      /Hotels and Hospitality, Restaurants/,
    );
    const known = new Set(standards.list("niem6_ht_codes").map((row) => row["code"]));
    for (const invented of generateRecords(standards, { count: 200, seed: 6 }))
      for (const code of outsideCodes(standards, invented).niemIndustries) expect(known).toContain(code);
  });

  test("IC-TIP by concept, without codes", () => {
    const { icTip } = outsideCodes(
      standards,
      recordOf({ "control.withholds_documents": said(), "purpose.forced_criminality": said() }, { gender: "woman" }),
    );
    expect(icTip.map(({ concept, values }) => [concept, values])).toEqual([
      ["person.gender", ["woman"]],
      ["means.withholds_docs", ["control.withholds_documents"]],
      ["purpose.criminality", ["purpose.forced_criminality"]],
    ]);
  });
});
