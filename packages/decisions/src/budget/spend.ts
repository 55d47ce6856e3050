import { Problem } from "@counterweight/kernel";
import { type Objective, valueOf } from "./problem.ts";
import type { Solver } from "./solver.ts";

/** How one lever answers money: points with rising spend, straight lines between; the first is the least one can spend. */
export type MoneyResponse = {
  readonly name: string;
  readonly points: readonly { readonly spend: number; readonly effect: readonly number[] }[];
};

export type SpendProblem = {
  readonly budget: number;
  readonly objective: Objective;
  readonly responses: readonly MoneyResponse[];
};

export type Spend = {
  /** Money for each lever. */
  readonly spend: readonly number[];
  readonly value: number;
  readonly optimal: boolean;
};

/**
 * The best division of a budget over levers whose effects are piecewise linear in money and add. Where every response is
 * concave in every scenario and the mean is wanted, filling the steepest pieces first is exact; else a linear program, with
 * binaries only for levers that bend upward somewhere (Williams 2013, 7.3), solved by HiGHS.
 * @throws Problem when the least spends exceed the budget, or spends do not rise
 */
export function allocateSpend(problem: SpendProblem, solve: Solver): Spend {
  check(problem);
  const { objective, responses } = problem;
  const concave = responses.map(isConcave);
  if (objective === "mean" && concave.every(Boolean)) {
    const spend = steepestFirst(problem);
    return { spend, value: valueOf("mean", effectsAt(responses, spend), []), optimal: true };
  }
  let optimal = true;
  const solved = (one: SpendProblem, best: readonly number[]) => {
    const { program, scale } = programOf(one, concave, best);
    const solution = solve(program);
    optimal &&= solution.status === "optimal";
    return responses
      .map(({ points }, lever) =>
        points.reduce((sum, { spend }, k) => sum + spend * Math.max(0, solution.value(`l${lever}_${k}`)), 0),
      )
      .map((spend, lever) => within(responses[lever] as MoneyResponse, spend, scale));
  };
  const scenarios = responses[0]?.points[0]?.effect.map((_, s) => s) ?? [];
  const best =
    objective === "regret"
      ? scenarios.map(
          (s) =>
            effectsAt(responses, solved({ ...problem, objective: "mean", responses: only(responses, s) }, []))[
              s
            ] as number,
        )
      : [];
  const spend = solved(problem, best);
  return { spend, value: valueOf(objective, effectsAt(responses, spend), best), optimal };
}

/** Effects in each scenario of a division of money. */
export function effectsAt(responses: readonly MoneyResponse[], spend: readonly number[]): number[] {
  const scenarios = responses[0]?.points[0]?.effect.length ?? 0;
  return Array.from({ length: scenarios }, (_, scenario) =>
    responses.reduce((sum, response, lever) => sum + effectAt(response, spend[lever] as number, scenario), 0),
  );
}

function effectAt({ points }: MoneyResponse, spend: number, scenario: number): number {
  const after = points.findIndex((point) => point.spend >= spend);
  const to = points[after === -1 ? points.length - 1 : after] as MoneyResponse["points"][number];
  const from = points[after - 1];
  if (from === undefined || after === -1) return to.effect[scenario] as number;
  const share = (spend - from.spend) / (to.spend - from.spend);
  return (
    (from.effect[scenario] as number) + share * ((to.effect[scenario] as number) - (from.effect[scenario] as number))
  );
}

function check({ budget, responses }: SpendProblem): void {
  let least = 0;
  for (const { name, points } of responses) {
    points.forEach(({ spend }, k) => {
      if (k > 0 && !(spend > (points[k - 1]?.spend ?? Number.NaN)))
        throw new Problem({
          code: "budget.response",
          where: name,
          what: `the spend ${spend} does not rise above the one before`,
        });
    });
    least += points[0]?.spend ?? 0;
  }
  if (least > budget)
    throw new Problem({
      code: "budget.infeasible",
      what: `the budget of ${budget} is below ${least}, the least that can be spent`,
    });
}

/** Slopes never rise, in any scenario. */
function isConcave({ points }: MoneyResponse): boolean {
  const slope = (k: number, scenario: number) => {
    const from = points[k] as MoneyResponse["points"][number];
    const to = points[k + 1] as MoneyResponse["points"][number];
    return ((to.effect[scenario] as number) - (from.effect[scenario] as number)) / (to.spend - from.spend);
  };
  return (points[0]?.effect ?? []).every((_, scenario) =>
    points
      .slice(2)
      .every((__, k) => slope(k + 1, scenario) <= slope(k, scenario) + 1e-12 * Math.abs(slope(k, scenario))),
  );
}

function steepestFirst({ budget, responses }: SpendProblem): number[] {
  const spend = responses.map(({ points }) => points[0]?.spend ?? 0);
  let left = budget - spend.reduce((a, b) => a + b, 0);
  const mean = (effect: readonly number[]) => effect.reduce((a, b) => a + b, 0) / effect.length;
  const pieces = responses
    .flatMap(({ points }, lever) =>
      points.slice(1).map((to, k) => {
        const from = points[k] as MoneyResponse["points"][number];
        const length = to.spend - from.spend;
        return { lever, k, length, slope: (mean(to.effect) - mean(from.effect)) / length };
      }),
    )
    .filter(({ slope }) => slope > 0)
    .sort((a, b) => b.slope - a.slope || a.lever - b.lever || a.k - b.k);
  for (const { lever, length } of pieces) {
    const part = Math.min(length, left);
    spend[lever] = (spend[lever] as number) + part;
    left -= part;
  }
  return spend;
}

const only = (responses: readonly MoneyResponse[], wanted: number): MoneyResponse[] =>
  responses.map(({ name, points }) => ({
    name,
    points: points.map(({ spend, effect }) => ({
      spend,
      effect: effect.map((one, s) => (s === wanted ? one * effect.length : 0)),
    })),
  }));

/** Rounding of the solver must not leave the range or miss a corner by a hair. */
function within({ points }: MoneyResponse, spend: number, scale: number): number {
  const corner = points.find((point) => Math.abs(point.spend - spend) < 1e-9 * scale);
  return corner?.spend ?? Math.min(points.at(-1)?.spend ?? 0, Math.max(points[0]?.spend ?? 0, spend));
}

/** Weights on each lever's points that sum to 1; a lever that is not concave may only weigh two neighbours. */
function programOf(
  { budget, objective, responses }: SpendProblem,
  concave: readonly boolean[],
  best: readonly number[],
) {
  const all = responses.flatMap(({ points }) => points);
  const scale = Math.max(Math.abs(budget), ...all.map(({ spend }) => Math.abs(spend))) || 1;
  const unit = Math.max(...all.flatMap(({ effect }) => effect.map(Math.abs))) || 1;
  const sum = (weight: (point: MoneyResponse["points"][number]) => number) =>
    responses
      .flatMap(({ points }, i) =>
        points.map((point, k) => `${weight(point) < 0 ? "-" : "+"} ${Math.abs(weight(point))} l${i}_${k}`),
      )
      .join("\n ");
  const effect = (s: number) => sum((point) => (1000 * (point.effect[s] as number)) / unit);
  const mean = sum(({ effect: e }) => (1000 * e.reduce((a, b) => a + b, 0)) / e.length / unit);
  const rows = [`budget: ${sum(({ spend }) => (1000 * spend) / scale)} <= ${(1000 * budget) / scale}`];
  const binaries: string[] = [];
  responses.forEach(({ points }, i) => {
    rows.push(`one${i}: ${points.map((_, k) => `l${i}_${k}`).join(" + ")} = 1`);
    if (concave[i] === true || points.length < 3) return;
    const pieces = points.slice(1).map((_, k) => `z${i}_${k}`);
    binaries.push(...pieces);
    rows.push(`piece${i}: ${pieces.join(" + ")} = 1`);
    points.forEach((_, k) => {
      const near = [pieces[k - 1], pieces[k]].filter((name) => name !== undefined);
      rows.push(`near${i}_${k}: l${i}_${k} - ${near.join(" - ")} <= 0`);
    });
  });
  (responses[0]?.points[0]?.effect ?? []).forEach((_, s) => {
    if (objective === "maxmin") rows.push(`worst${s}: ${effect(s)} - t >= 0`);
    if (objective === "regret") rows.push(`worst${s}: ${effect(s)} + t >= ${(1000 * (best[s] as number)) / unit}`);
  });
  const goal = { mean: `Maximize\n goal: ${mean}`, maxmin: "Maximize\n goal: t", regret: "Minimize\n goal: t" }[
    objective
  ];
  const free = objective === "mean" ? "" : "Bounds\n t free\n";
  const binary = binaries.length === 0 ? "" : `Binary\n ${binaries.join("\n ")}\n`;
  return { program: `${goal}\nSubject To\n ${rows.join("\n ")}\n${free}${binary}End\n`, scale };
}
