import { expect, test } from "vitest";
import { flowOf, type PeopleAYear, type PeopleOnADay, stockOf, sum, type Years } from "./quantities.ts";

const stock = 6_300_000 as PeopleOnADay;
const flow = 133_943 as PeopleAYear;
const spell = 1.5 as Years;

test("a stock is a flow times a spell, and back", () => {
  expect(stockOf(flowOf(stock, spell), spell)).toBeCloseTo(stock, 6);
  expect(sum(stock, stock)).toBe(12_600_000);
});

test("mixing stocks and flows does not compile", () => {
  // @ts-expect-error a flow is no stock
  expect(sum(stock, flow)).toBe(6_433_943);
  // @ts-expect-error a stock is no flow
  expect(stockOf(stock, spell)).toBe(9_450_000);
  // @ts-expect-error a plain number says nothing about what it counts
  const careless: PeopleOnADay = 5;
  // @ts-expect-error a flow is no stock
  const confused: PeopleOnADay = flow;
  expect([careless, confused]).toHaveLength(2);
});
