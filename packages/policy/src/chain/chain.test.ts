import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { expect, test } from "vitest";
import { chainAccount, chainFile, chainSectors, parseChain } from "./chain.ts";

const read = readerOf();
const steps = parseChain(read(chainFile));

test("every figure of the chain exists, and a step without figures is judged", () => {
  const { figures } = openEvidence(read);
  expect(steps.flatMap((step) => step.figures.filter((id) => !figures.has(id)))).toEqual([]);
  expect(steps.filter((step) => step.figures.length === 0).every(({ grade }) => grade === "C")).toBe(true);
});

test("in the sex sector what buyers pay is costs and profit; in labour the profit is the wage not paid", () => {
  const sex = chainAccount(steps, "forced commercial sexual exploitation");
  expect(sex.costs + sex.profit).toBeCloseTo(sex.revenue, -1);
  for (const sector of chainSectors.slice(1)) {
    const { revenue, costs, profit } = chainAccount(steps, sector);
    const uncounted = steps
      .filter((step) => step.sector === sector && step.item.startsWith("Supervision"))
      .reduce((sum, step) => sum + step.central, 0);
    expect(Math.abs(revenue - (costs - uncounted) - profit) / revenue).toBeLessThan(0.005);
  }
});

test("a value out of order is named", () => {
  const text = read(chainFile).replace("200,1895,10000", "2000,1895,10000");
  expect(() => parseChain(text)).toThrow("chain.csv, row 2, column value_central: the values are not in number order");
});
