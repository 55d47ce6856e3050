import { describe, expect, test } from "vitest";
import { openEvidence } from "../evidence.ts";
import { readerOf } from "../files.ts";
import { addMoney, type Money } from "./money.ts";

const { money } = openEvidence(readerOf());

describe("money", () => {
  test("keeps its worth by the shipped price index, and says which cells it used", () => {
    const {
      money: now,
      steps,
      isMarked,
    } = money.convert({ amount: 29_000, currency: "USD", year: 2007 }, { currency: "USD", year: 2021 });
    expect(now).toMatchObject({ currency: "USD", year: 2021 });
    expect(now.amount).toBeCloseTo((29_000 * 270.97) / 207.342, 6);
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatch(/207\.342 in 2007 to 270\.97 in 2021 .*Bureau of Labor Statistics.*seen in repository/);
    expect(isMarked).toBe(false);
  });

  test("changes currency in its own year first, and marks recalled rates", () => {
    const {
      money: dollars,
      rates,
      isMarked,
    } = money.convert({ amount: 10_000, currency: "NPR", year: 2017 }, { currency: "USD", year: 2021 });
    expect(dollars.amount).toBeCloseTo(((10_000 / 104.5) * 270.97) / 245.12, 6);
    expect(rates).toHaveLength(3);
    expect(isMarked).toBe(true);
  });

  test("there and back in one year is the same amount", () => {
    const there = money.convert({ amount: 1000, currency: "SEK", year: 2016 }, { currency: "EUR", year: 2016 });
    const back = money.convert(there.money, { currency: "SEK", year: 2016 });
    expect(back.money.amount).toBeCloseTo(1000, 9);
  });

  test("nothing is guessed: a missing year or currency is said with what there is", () => {
    expect(() => money.convert({ amount: 1, currency: "GBP", year: 1995 }, { currency: "USD", year: 2021 })).toThrow(
      /no exchange rate for GBP in 1995; expected a year from 2000 to 2024/,
    );
    expect(() => money.convert({ amount: 1, currency: "XYZ", year: 2020 }, { currency: "USD", year: 2021 })).toThrow(
      /XYZ/,
    );
    expect(() =>
      money.convert({ amount: Number.NaN, currency: "USD", year: 2020 }, { currency: "USD", year: 2021 }),
    ).toThrow(/the amount is NaN/);
  });

  test("amounts of different years or currencies cannot be added", () => {
    const a = { amount: 1, currency: "USD", year: 2021 } as const;
    const b = { amount: 2, currency: "USD", year: 2012 } as const;
    expect(addMoney(a, { amount: 3, currency: "USD", year: 2021 }).amount).toBe(4);
    // @ts-expect-error dollars of two years are two types
    expect(() => addMoney(a, b)).toThrow(/convert first/);
    const read: Money = b;
    expect(() => addMoney<string, number>(a, read)).toThrow(/USD of 2012 cannot be added to USD of 2021/);
  });
});
