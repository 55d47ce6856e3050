import { describe, expect, test } from "vitest";
import { readReform } from "./reform.ts";

const read = (draft: unknown) => readReform(JSON.stringify(draft), "draft.json");

describe("a draft reform", () => {
  test("is read with its units", () => {
    expect(
      read({
        jurisdiction: "SWE",
        fine: { value: 2e6, unit: "SEK" },
        forfeiture: { value: 0.2, unit: "probability" },
        measures: ["non-punishment"],
      }),
    ).toMatchObject({
      jurisdiction: "SWE",
      sector: "forced commercial sexual exploitation",
      fine: { amount: 2e6, unit: "SEK" },
      forfeiture: 0.2,
      sentenceYears: undefined,
      measures: ["non-punishment"],
    });
    expect(read({ jurisdiction: "SWE", fine: { value: 2, unit: "times gain" } }).fine).toEqual({ timesGain: 2 });
  });

  test.each([
    [
      { jurisdiction: "SWE", fine: { value: -5, unit: "SEK" } },
      "draft.json, fine.value: the fine is negative, -5; expected 0 or more.",
    ],
    [{ jurisdiction: "SWE", fine: 5000 }, "draft.json, fine: the unit is missing"],
    [
      { jurisdiction: "SWE", sentence: { value: 5 } },
      'draft.json, sentence: the unit is missing; expected "unit": "years".',
    ],
    [
      { jurisdiction: "SWE", sentence: { value: 5, unit: "months" } },
      'the unit "months" is not known here; expected years',
    ],
    [
      { jurisdiction: "SWE", forfeiture: { value: 1.5, unit: "probability" } },
      "1.5 is no probability; expected a number from 0 to 1",
    ],
    [{ jurisdiction: "SWE", forfeitur: {} }, 'the key "forfeitur" is not known; expected forfeiture'],
    [{ jurisdiction: "SWE", sector: "sxe" }, 'draft.json, sector: there is no sector "sxe"'],
    [{ jurisdiction: "SWE", sector: "agricultre" }, 'did you mean "agriculture"'],
    [{ jurisdiction: "SWE", sector: 3 }, "draft.json, sector: 3 stands here; expected the name of a sector"],
    [{ fine: { value: 1, unit: "SEK" } }, "no jurisdiction is named"],
    [{ jurisdiction: "SWE", fine: { value: 1, unit: "crowns" } }, '"crowns" is no currency'],
  ])("%j is refused with one sentence", (draft, words) => expect(() => read(draft)).toThrow(words));

  test("what is not JSON is said to be none", () =>
    expect(() => readReform("{", "draft.json")).toThrow("draft.json: the file is not JSON"));
});
