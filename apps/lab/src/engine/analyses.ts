import { highsSolver } from "@counterweight/decisions";
import {
  type BudgetResult,
  type CommonGround,
  column,
  commonGround,
  type Discovery,
  discover,
  drawsKept,
  embracing,
  figuresOn,
  type Held,
  type InformationValue,
  informationValue,
  type Leverage,
  largestPackage,
  leverageOf,
  leverageOrder,
  nothing,
  type OutcomeKey,
  type Package,
  type Position,
  packageOf,
  packagesOf,
  type Settler,
  settlersOf,
  spend,
  type Whole,
  weakestChange,
  wholeOf,
} from "@counterweight/policy";
import { ask } from "../data/evidence.ts";
import type { Ensembles, Scope } from "./ensembles.ts";
import { type Objective, objectives } from "./objectives.ts";

export type Run = { readonly signal: AbortSignal; readonly onProgress: (share: number) => void };

/** How many draws each theory kept of those asked for. */
export type Kept = ReturnType<typeof drawsKept>;

export type LeverageAnswer = {
  readonly results: readonly Leverage[];
  /** Measures by what they do for the money, best first. */
  readonly order: readonly string[];
  /** Whether changes are shares of the outcome without a measure; else they are in its unit. */
  readonly relative: boolean;
  readonly kept: Kept;
};

async function leverage(
  ensembles: Ensembles,
  { scope, outcome }: { readonly scope: Scope; readonly outcome: OutcomeKey },
  run: Run,
): Promise<LeverageAnswer> {
  const ensemble = await ensembles.of(scope, {}, run);
  const results = leverageOf(ensemble, outcome);
  return {
    results,
    order: leverageOrder(results),
    relative: ensemble.parts.every(({ structure }) =>
      column(ensemble, structure, nothing, outcome).every((value) => value !== 0),
    ),
    kept: drawsKept(ensemble),
  };
}

async function failure(
  ensembles: Ensembles,
  { scope, measure }: { readonly scope: Scope; readonly measure: string },
  run: Run,
): Promise<Discovery> {
  return discover(await ensembles.of(scope, {}, run), measure, 0, scope.seed);
}

export type InformationAnswer = {
  readonly value: InformationValue;
  readonly figures: Readonly<Record<string, readonly string[]>>;
};

async function information(
  ensembles: Ensembles,
  { scope, by }: { readonly scope: Scope; readonly by: "unit" | "dollar" },
  run: Run,
): Promise<InformationAnswer> {
  const value = informationValue(await ensembles.of(scope, {}, run), by);
  const figures = await ask(({ parameters }) =>
    Object.fromEntries(
      value.parameters.map(({ name }) => [name, figuresOn(name, ensembles.catalogue, parameters)] as const),
    ),
  );
  return { value, figures };
}

export type BudgetAnswer = {
  /** The objective asked for first, then the other two. */
  readonly results: readonly BudgetResult[];
  /** The first of them simulated whole, theory by theory. */
  readonly together: readonly Whole[];
  readonly kept: Kept;
};

async function budget(
  ensembles: Ensembles,
  { scope, money, objective }: { readonly scope: Scope; readonly money: number; readonly objective: Objective },
  { signal, onProgress }: Run,
): Promise<BudgetAnswer> {
  const ensemble = await ensembles.of(scope, {}, { signal, onProgress: (share) => onProgress(0.7 * share) });
  const solver = await highsSolver({ seconds: 5 });
  const results: BudgetResult[] = [];
  for (const one of [objective, ...objectives.filter((other) => other !== objective)]) {
    // Between programs the worker listens, so that a newer question is heard.
    await new Promise((turn) => setTimeout(turn, 0));
    signal.throwIfAborted();
    results.push(spend(ensemble, ensembles.catalogue, money, one, solver));
    onProgress(0.7 + 0.07 * results.length);
  }
  const policy = packageOf(results[0] as BudgetResult);
  const whole = await ensembles.of(
    scope,
    { policies: [policy] },
    { signal, onProgress: (share) => onProgress(0.91 + 0.09 * share) },
  );
  return { results, together: wholeOf(whole, policy), kept: drawsKept(ensemble) };
}

export type GroundAnswer = {
  readonly result: CommonGround;
  readonly largest: Package | undefined;
  /** Change of person-years by each measure in the position and theory where it does least. */
  readonly weakest: Readonly<Record<string, number>>;
  readonly settlers: readonly Settler[];
};

async function ground(
  ensembles: Ensembles,
  {
    scope,
    positions,
    threshold,
  }: { readonly scope: Scope; readonly positions: readonly Position[]; readonly threshold: number },
  { signal, onProgress }: Run,
): Promise<GroundAnswer> {
  const { catalogue } = ensembles;
  const steps = positions.length * 1.3 + 1;
  let before = 0;
  const part = (weight: number) => {
    const from = before;
    before += weight;
    return { signal, onProgress: (share: number) => onProgress((from + weight * share) / steps) };
  };
  const wide = await ensembles.of(scope, { beliefs: embracing(positions, catalogue) }, part(1));
  const held: Held[] = [];
  for (const position of positions)
    held.push({ position, ensemble: await ensembles.of(scope, { beliefs: position.beliefs }, part(1)) });
  const options = { threshold, seed: scope.seed };
  const result = commonGround(held, wide, options);
  const policies = packagesOf(result.shared);
  const packed: Held[] = [];
  if (policies.length > 1)
    for (const position of positions)
      packed.push({
        position,
        ensemble: await ensembles.of(scope, { policies, beliefs: position.beliefs }, part(0.3)),
      });
  return {
    result,
    largest: packed.length > 0 ? largestPackage(packed, held, threshold, options) : undefined,
    weakest: Object.fromEntries(catalogue.map(({ id }) => [id, weakestChange(held, id)])),
    settlers: await ask(({ parameters }) => settlersOf(result.cruxes, catalogue, parameters)),
  };
}

/** Everything a decision room can ask; inputs and answers survive structured cloning. */
export const analyses = { leverage, failure, information, budget, ground } as const;
export type AnalysisName = keyof typeof analyses;
export type AnalysisInput<Name extends AnalysisName> = Parameters<(typeof analyses)[Name]>[1];
export type AnalysisAnswer<Name extends AnalysisName> = Awaited<ReturnType<(typeof analyses)[Name]>>;
