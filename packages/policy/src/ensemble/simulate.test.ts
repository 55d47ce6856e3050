import { describe, expect, test } from "vitest";
import { catalogue, executor, files } from "../testing/shipped.ts";
import { change, column, nothing } from "./ensemble.ts";
import { placeNamed } from "./place.ts";
import { single } from "./policy.ts";
import type { EnsembleRequest } from "./request.ts";
import { simulateEnsemble } from "./simulate.ts";

const policies = ["firewall", "buyer-criminalisation", "state-imposed-pressure", "hotline", "prosecute-traffickers"];
const request: EnsembleRequest = {
  place: placeNamed("Europe and Central Asia"),
  structures: ["D", "S", "E"],
  policies: catalogue.filter(({ id }) => policies.includes(id)).map(single),
  catalogue,
  draws: 64,
  seed: 7,
  years: 10,
  files,
};
const ensemble = await simulateEnsemble(request, { executor });

describe("an ensemble", () => {
  test("starts steady: without intervention the person-years are people times years in every draw", () => {
    for (const { structure, draws } of ensemble.parts) {
      expect(draws).toBeGreaterThan(56);
      for (const value of column(ensemble, structure, nothing, "personYears")) expect(value / 39.6e6).toBeCloseTo(1, 2);
    }
  });

  test("uses common random numbers: what a policy changes does not depend on which others are compared", async () => {
    const alone = await simulateEnsemble({ ...request, policies: request.policies.slice(0, 1) }, { executor });
    const id = request.policies[0]?.id ?? "";
    expect(column(alone, "D", id, "personYears")).toEqual(column(ensemble, "D", id, "personYears"));
  });

  test("gives nothing where the model has no place for the measure", () => {
    for (const outcome of ["personYears", "profit", "freeWorkersIncome"])
      for (const value of change(ensemble, "S", "state-imposed-pressure", outcome)) expect(value).toBe(0);
  });

  test("a ban on buying lowers the income of free workers where it bites, and a measure elsewhere does not touch it", () => {
    const income = change(ensemble, "S", "buyer-criminalisation", "sexWorkersIncome");
    expect(income.filter((value) => value < 0).length / income.length).toBeGreaterThan(0.9);
    const cost = change(ensemble, "S", "buyer-criminalisation", "publicCost");
    // 3.96 million people in exploitation are 132 standard countries; the law costs 0.5 to 6 million a year in each.
    for (const value of cost) {
      expect(value).toBeGreaterThan(0.49e6 * 132 * 10);
      expect(value).toBeLessThan(6.01e6 * 132.1 * 10);
    }
  });

  test("trusted detection raises recorded cases while exploitation falls", () => {
    const recorded = change(ensemble, "D", "hotline", "recordedCases");
    const years = change(ensemble, "D", "hotline", "personYears");
    expect(recorded.every((value) => value > 0)).toBe(true);
    expect(years.filter((value) => value < 0).length / years.length).toBeGreaterThan(0.9);
  });

  test("the same seed gives the same digits, another seed others", async () => {
    const small = { ...request, draws: 16, structures: ["E"] as const, policies: request.policies.slice(0, 1) };
    const [once, again, other] = await Promise.all([
      simulateEnsemble(small, { executor }),
      simulateEnsemble(small, { executor }),
      simulateEnsemble({ ...small, seed: 8 }, { executor }),
    ]);
    expect(again).toEqual(once);
    expect(other.parts[0]?.data).not.toEqual(once.parts[0]?.data);
  });
});
