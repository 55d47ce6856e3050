import { column, type Ensemble, nothing } from "../ensemble/ensemble.ts";
import type { OutcomeKey } from "../ensemble/outcomes.ts";
import { type PositionStructure, type ValueOutcome, valueOutcomeNames, valueOutcomes } from "../positions/position.ts";

/**
 * Of convictions, the share that hits somebody innocent; judged, after 4.1% of death sentences in the United States
 * (Gross et al. 2014, PNAS): no figure exists for trafficking.
 */
const wrongfulShare = 0.04;

const read = [
  "personYears",
  "newlyExploited",
  "survivorsRecovery",
  "sexWorkersIncome",
  "sexWorkersSafety",
  "migrantsFreedomSafety",
  "victimsPunished",
  "convictions",
  "publicCost",
  "profit",
] as const satisfies readonly OutcomeKey[];
type Read = (typeof read)[number];
type Columns = Record<Read, Float64Array>;

/** What each policy does to each valued outcome, draw by draw, as a gain: positive is better. Not yet scaled. */
export type Gains = {
  readonly structure: string;
  readonly draws: number;
  /** By policy, by outcome in the order of `valueOutcomeNames`. */
  readonly of: ReadonlyMap<string, readonly Float64Array[]>;
};

/** Reads the gains of every policy out of an ensemble. Relative changes where the outcome has a scale of its own. */
export function gainsOf(ensemble: Ensemble, incomeCounts: boolean): Gains[] {
  return ensemble.parts.map(({ structure, draws }) => {
    const get = (policy: string, key: OutcomeKey) => column(ensemble, structure, policy, key);
    const of = new Map<string, readonly Float64Array[]>();
    const base = Object.fromEntries(read.map((key) => [key, get(nothing, key)])) as Columns;
    for (const policy of ensemble.policies) {
      if (policy === nothing) continue;
      const mine = Object.fromEntries(read.map((key) => [key, get(policy, key)])) as Columns;
      const difference = (key: Read, draw: number) => (mine[key][draw] ?? 0) - (base[key][draw] ?? 0);
      const relative = (key: Read, draw: number) => difference(key, draw) / (base[key][draw] ?? 1);
      const perPersonYear = (value: number, draw: number) => value / (base.personYears[draw] ?? 1);
      const raw: Record<ValueOutcome, (draw: number) => number> = {
        peopleInExploitation: (draw) => relative("personYears", draw),
        newlyExploited: (draw) => relative("newlyExploited", draw),
        survivorsRecovery: (draw) => difference("survivorsRecovery", draw),
        sexWorkersIncomeSafety: (draw) =>
          incomeCounts
            ? (difference("sexWorkersIncome", draw) + difference("sexWorkersSafety", draw)) / 2
            : difference("sexWorkersSafety", draw),
        migrantsFreedomSafety: (draw) => difference("migrantsFreedomSafety", draw),
        wrongfulConvictions: (draw) =>
          perPersonYear(difference("victimsPunished", draw) + wrongfulShare * difference("convictions", draw), draw),
        publicCost: (draw) => perPersonYear(difference("publicCost", draw), draw),
        exploitersProfit: (draw) => relative("profit", draw),
      };
      of.set(
        policy,
        valueOutcomeNames.map((outcome) => {
          const sign = valueOutcomes[outcome].better === "lower" ? -1 : 1;
          return Float64Array.from({ length: draws }, (_, draw) => sign * raw[outcome](draw));
        }),
      );
    }
    return { structure, draws, of };
  });
}

/**
 * The scale of each outcome: from the worst to the best mean gain over the policies compared and doing nothing, means
 * over all positions alike, so that a weight means the same to everybody. Outcomes that nothing moves get scale 1.
 */
export function scalesOf(
  all: readonly {
    readonly gains: readonly Gains[];
    readonly structures: Readonly<Record<PositionStructure, number>>;
  }[],
  policies: readonly string[],
): Float64Array {
  const scales = new Float64Array(valueOutcomeNames.length).fill(1);
  valueOutcomeNames.forEach((_, outcome) => {
    const means = policies.map(
      (policy) =>
        all.reduce((sum, { gains, structures }) => sum + meanGain(gains, structures, policy, outcome), 0) / all.length,
    );
    const span = Math.max(0, ...means) - Math.min(0, ...means);
    if (span > 0) scales[outcome] = span;
  });
  return scales;
}

function meanGain(
  gains: readonly Gains[],
  structures: Readonly<Record<string, number>>,
  policy: string,
  outcome: number,
): number {
  return gains.reduce((sum, { structure, draws, of }) => {
    const values = of.get(policy)?.[outcome] ?? new Float64Array();
    return sum + ((structures[structure] ?? 0) * values.reduce((total, value) => total + value, 0)) / draws;
  }, 0);
}
