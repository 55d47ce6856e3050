import { readerOf } from "@counterweight/evidence/files";
import { interventionsFile, parseInterventions } from "@counterweight/policy";
import { expect, test } from "vitest";
import { knowledgeOf, policyCost } from "./leverCosts.ts";
import { spanOfSpreads } from "./spans.ts";

const spread = (low: number, median: number, high: number) => ({ low, median, high });

test("theories that agree, that part, and a policy that does nothing", () => {
  expect(spanOfSpreads([spread(-0.3, -0.2, -0.1), spread(-0.1, -0.05, 0)])).toEqual({
    medians: [-0.2, -0.05],
    ends: [-0.3, 0],
    direction: "falls",
  });
  expect(spanOfSpreads([spread(0, 0.1, 0.2), spread(0, 0.2, 0.3)]).direction).toBe("rises");
  expect(spanOfSpreads([spread(-0.2, -0.1, 0), spread(0, 0.1, 0.2)]).direction).toBe("apart");
  expect(spanOfSpreads([spread(0, 0, 0), spread(0, 0, 0)]).direction).toBe("none");
});

test("a step costs what measures that move only this lever cost, and grows with the country", () => {
  const knowledge = knowledgeOf(parseInterventions(readerOf()(interventionsFile)));
  const costed = Object.values(knowledge).filter(({ step }) => step !== undefined);
  expect(costed.length).toBeGreaterThan(5);
  for (const { step } of costed) expect(step?.low).toBeLessThanOrEqual(step?.high ?? 0);
  const small = policyCost(knowledge, { tdet: 1, shelter: 0.5 }, 30_000);
  const large = policyCost(knowledge, { tdet: 1, shelter: 0.5 }, 60_000);
  expect(large.low).toBeCloseTo(2 * small.low, 6);
  expect(policyCost(knowledge, {}, 30_000)).toEqual({ low: 0, high: 0, uncosted: [] });
});
