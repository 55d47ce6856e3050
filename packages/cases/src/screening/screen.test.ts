import { describe, expect, test } from "vitest";
import { standards } from "../testing/standards.ts";
import { screen, screeningAids } from "./screen.ts";
import { positivePredictiveValue, wilson } from "./validity.ts";

describe("screening aids", () => {
  test("QYIT: about 26% of positives are right at the study's 8.8%, fewer where trafficking is rarer", () => {
    const study = screen(standards, "QYIT", { yes: 1, prevalence: 0.088 });
    expect(study.rightAmongPositives?.value).toBeCloseTo(0.26, 2);
    expect(study.rightAmongPositives?.low).toBeLessThan(0.24);
    expect(study.rightAmongPositives?.high).toBeGreaterThan(0.29);
    expect(screen(standards, "qyit", { yes: 1 }).rightAmongPositives).toEqual(study.rightAmongPositives);
    expect(screen(standards, "QYIT", { yes: 1, prevalence: 0.01 }).rightAmongPositives?.value).toBeCloseTo(0.036, 2);
  });

  test("Bayes' rule against counts: 867 of 1000 and 765 of 1000, at one half", () => {
    const validity = { sensitivity: wilson(867, 1000), specificity: wilson(765, 1000) };
    expect(positivePredictiveValue(validity, 0.5).value).toBeCloseTo(867 / (867 + 235), 12);
  });

  test("Wilson's interval of 26 in 30 (R: binom::binom.wilson gives 0.7032 to 0.9469)", () => {
    expect(wilson(26, 30).low).toBeCloseTo(0.7032, 4);
    expect(wilson(26, 30).high).toBeCloseTo(0.9469, 4);
  });

  test("opens a conversation, and always says what it cannot tell", () => {
    for (const { code, kind } of screeningAids(standards).aids.filter((aid) => aid.kind !== "record")) {
      for (const result of [
        screen(standards, code, kind === "signs" ? { signs: ["isolation"] } : { yes: 1 }),
        screen(standards, code, kind === "signs" ? {} : { yes: 0 }),
      ]) {
        expect(result.cannotTell.join(" ")).toMatch(/cannot tell whether this person was trafficked/);
        expect(`${result.says} ${Object.keys(result).join(" ")}`).not.toMatch(/\bis (a )?(victim|trafficked)|score/i);
      }
    }
    expect(screen(standards, "QYIT", { yes: 0 }).offerConversation).toBe(false);
    expect(screen(standards, "ILO-11", { signs: ["isolation"] }).offerConversation).toBe(true);
    expect(screen(standards, "TVIT", { yes: 3 }).rightAmongPositives).toBeUndefined();
  });

  test("refuses in one sentence what is not offered or not answered", () => {
    expect(() => screen(standards, "HTIAM-14", {})).toThrow(/owner asks to be asked/);
    expect(() => screen(standards, "XYZ", {})).toThrow(/expected QYIT, TVIT/);
    expect(() => screen(standards, "QYIT", { yes: 5 })).toThrow(/has 4 questions/);
    expect(() => screen(standards, "QYIT", {})).toThrow(/needs the number/);
    expect(() => screen(standards, "QYIT", { yes: 1, prevalence: 8.8 })).toThrow(/above 0 and below 1/);
    expect(() => screen(standards, "ILO-11", { signs: ["debt_bondge"] })).toThrow(/expected debt_bondage/);
    expect(() => screen(standards, "ILO-DELPHI", {})).toThrow(/delphi-labour/);
  });
});
