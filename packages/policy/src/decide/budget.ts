import {
  type Allocation,
  allocate,
  type BudgetProblem,
  type Lever,
  type Objective,
  type Solver,
} from "@counterweight/decisions";
import type { Intervention } from "../catalogue/intervention.ts";
import { exclusive } from "../common-ground/package.ts";
import { type Ensemble, nothing } from "../ensemble/ensemble.ts";
import type { Policy } from "../ensemble/policy.ts";
import { leastCost } from "../leverage/leverage.ts";
import { clusters } from "./cluster.ts";
import { pooled } from "./pooled.ts";

/** A measure the budget pays for. */
export type Funded = {
  readonly intervention: string;
  /** Share of the standard countries of the place that get one unit. */
  readonly coverage: number;
  readonly countries: number;
  /** US$ of 2021 a year. */
  readonly cost: number;
};

export type BudgetResult = {
  readonly money: number;
  readonly objective: Objective;
  readonly countries: number;
  readonly funded: readonly Funded[];
  /** In share of person-years avoided: mean, worst scenario, or greatest regret. */
  readonly value: number;
  readonly bound: number;
  readonly optimal: boolean;
  readonly cost: number;
  /** Share of person-years avoided in each scenario, with its theory and its share of the draws. */
  readonly scenarios: readonly { readonly structure: string; readonly share: number; readonly avoided: number }[];
  /** What the same allocation gives by mean and in the worst scenario, to price robustness. */
  readonly mean: number;
  readonly worst: number;
  /** `money` where more money would buy more, `choices` where everything that helps is bought. */
  readonly binds: "money" | "choices";
};

/** Coverages offered besides those that quarters of the money can buy. */
const coverages = [0.25, 0.5, 1];
const clustersPerStructure = 6;

type Choice = { readonly intervention: string; readonly coverage: number };
type Offer = { readonly lever: Lever; readonly choices: readonly (Choice | undefined)[] };

/**
 * Spends a yearly budget on a place. A measure is bought for a share of the place's standard countries, one unit in each,
 * and avoids that share of what one unit everywhere avoids; measures add; of rival regimes at most one is bought. Scenarios
 * are clusters of draws within each theory. Solved to proof by HiGHS.
 */
export function spend(
  ensemble: Ensemble,
  catalogue: readonly Intervention[],
  money: number,
  objective: Objective,
  solver: Solver,
): BudgetResult {
  const { scenarios, effects, countries } = scenariosOf(ensemble);
  const offers = offersOf(ensemble, catalogue, effects, money, countries);
  // The mean is over draws, and scenarios hold different numbers of them.
  const weight = scenarios.map(({ share }) => (objective === "mean" ? share * scenarios.length : 1));
  const weighted = ({ lever: { name, levels } }: Offer): Lever => ({
    name,
    levels: levels.map(({ cost, effect }) => ({ cost, effect: effect.map((one, at) => one * (weight[at] ?? 1)) })),
  });
  const problem: BudgetProblem = { budget: money, objective, levers: offers.map(weighted) };
  const allocation: Allocation = allocate(problem, solver);
  const funded = offers.flatMap(({ lever, choices }, index): Funded[] => {
    const level = allocation.levels[index] ?? 0;
    const choice = choices[level];
    const cost = lever.levels[level]?.cost ?? 0;
    return choice ? [{ ...choice, countries: choice.coverage * countries, cost }] : [];
  });
  const avoided = scenarios.map((_, scenario) =>
    offers.reduce(
      (sum, { lever }, index) => sum + (lever.levels[allocation.levels[index] ?? 0]?.effect[scenario] ?? 0),
      0,
    ),
  );
  return {
    money,
    objective,
    countries,
    funded: funded.sort((a, b) => b.cost - a.cost),
    value: allocation.value,
    bound: allocation.bound,
    optimal: allocation.optimal,
    cost: allocation.cost,
    scenarios: scenarios.map((scenario, index) => ({ ...scenario, avoided: avoided[index] ?? 0 })),
    mean: scenarios.reduce((sum, { share }, index) => sum + share * (avoided[index] ?? 0), 0),
    worst: Math.min(...avoided),
    binds: allocation.cost > 0.9 * money ? "money" : "choices",
  };
}

/** The allocation as one policy to be simulated whole, and how its parts overlap is then seen. */
export function packageOf({ funded }: BudgetResult): Policy {
  return {
    id: "allocation",
    name: "the allocation",
    parts: funded.map(({ intervention, coverage }) => ({ intervention, units: coverage })),
  };
}

/** Clusters of draws by what the measures do in them, theory by theory, and the mean effect of each measure in each. */
function scenariosOf(ensemble: Ensemble): {
  readonly scenarios: { structure: string; share: number }[];
  readonly effects: ReadonlyMap<string, readonly number[]>;
  readonly countries: number;
} {
  const policies = ensemble.policies.filter((policy) => policy !== nothing);
  const sample = pooled(ensemble);
  const avoided = policies.map((policy) => sample.relative(policy, "personYears").map((value) => -value));
  const rows = Array.from({ length: sample.draws }, (_, draw) => Float64Array.from(avoided, (one) => one[draw] ?? 0));
  const scenarios: { structure: string; share: number }[] = [];
  const members: number[][] = [];
  for (const { structure } of sample.mixture.taken) {
    const draws = Array.from({ length: sample.draws }, (_, draw) => draw).filter(
      (draw) => sample.structureOf(draw) === structure,
    );
    const group = clusters(
      draws.map((draw) => rows[draw] ?? new Float64Array()),
      clustersPerStructure,
      ensemble.seed,
    );
    for (let at = 0; at < clustersPerStructure; at++) {
      const inside = draws.filter((_, index) => group[index] === at);
      if (inside.length === 0) continue;
      scenarios.push({ structure, share: inside.length / sample.draws });
      members.push(inside);
    }
  }
  const effects = new Map(
    policies.map((policy, index) => [
      policy,
      members.map((inside) => inside.reduce((sum, draw) => sum + (avoided[index]?.[draw] ?? 0), 0) / inside.length),
    ]),
  );
  const all = ensemble.parts[0]?.countries ?? new Float64Array(1);
  return { scenarios, effects, countries: all.reduce((sum, value) => sum + value, 0) / all.length };
}

/** What each measure, or set of rival regimes, can be bought for. */
function offersOf(
  ensemble: Ensemble,
  catalogue: readonly Intervention[],
  effects: ReadonlyMap<string, readonly number[]>,
  money: number,
  countries: number,
): Offer[] {
  const ids = ensemble.policies.filter((policy) => policy !== nothing);
  const scenarioCount = effects.get(ids[0] ?? "")?.length ?? 0;
  const groups: string[][] = [];
  for (const id of ids) {
    const rivals = exclusive.find((set) => set.includes(id));
    const known = rivals && groups.find((group) => group.some((member) => rivals.includes(member)));
    if (known) known.push(id);
    else groups.push([id]);
  }
  return groups.map((group) => {
    const levels: Lever["levels"][number][] = [{ cost: 0, effect: Array<number>(scenarioCount).fill(0) }];
    const choices: (Choice | undefined)[] = [undefined];
    for (const id of group) {
      const unit = Math.max(leastCost, catalogue.find((one) => one.id === id)?.cost.central ?? 0);
      const bought = [0.125, 0.25, 0.5, 0.75, 1].map((part) => (part * money) / (unit * countries));
      const offered = [...new Set([...coverages, ...bought.map((coverage) => Math.min(1, coverage))])];
      for (const coverage of offered.filter((one) => one * unit * countries <= money)) {
        levels.push({
          cost: coverage * unit * countries,
          effect: (effects.get(id) ?? []).map((effect) => effect * coverage),
        });
        choices.push({ intervention: id, coverage });
      }
    }
    return { lever: { name: group.join(" or "), levels }, choices };
  });
}
