import type { LeverName } from "../catalogue/levers.ts";

/** What a position weighs. Every outcome is scaled 0 (worst) to 1 (best) over the policies compared. */
export const valueOutcomes = {
  peopleInExploitation: { name: "people in exploitation", better: "lower" },
  newlyExploited: { name: "newly exploited", better: "lower" },
  survivorsRecovery: { name: "survivors' recovery", better: "higher" },
  sexWorkersIncomeSafety: { name: "income and safety of consenting sex workers", better: "higher" },
  migrantsFreedomSafety: { name: "migrants' freedom and safety", better: "higher" },
  wrongfulConvictions: { name: "wrongful convictions, victims punished included", better: "lower" },
  publicCost: { name: "public cost", better: "lower" },
  exploitersProfit: { name: "exploiters' profit", better: "lower" },
} as const;
export type ValueOutcome = keyof typeof valueOutcomes;
export const valueOutcomeNames = Object.keys(valueOutcomes) as ValueOutcome[];

export const positionStructures = ["D", "S", "E"] as const;
export type PositionStructure = (typeof positionStructures)[number];

/** Contested parameters a position may hold a view on, by their symbol in docs/model. */
export const contestedParameters = ["lam", "eps", "xi", "thz", "etaf", "zeta", "phir", "om", "iota"] as const;
export type ContestedParameter = (typeof contestedParameters)[number];

export type Range = readonly [low: number, high: number];

/** Beliefs are about the world, values about what matters; the two kinds of disagreement are kept apart. */
export type Beliefs = {
  /** Weight of each theory; central weights are rescaled to add up to 1. */
  readonly structures: Readonly<
    Record<PositionStructure, { readonly central: number; readonly low: number; readonly high: number }>
  >;
  /** Ranges that replace the structure's own prior; apart by sector where the position does so. */
  readonly parameters: Readonly<
    Partial<Record<ContestedParameter, Range | { readonly sexual: Range; readonly labour: Range }>>
  >;
  readonly leverSizes: readonly {
    readonly intervention: string;
    readonly lever: LeverName;
    readonly range: Range;
    readonly why: string;
  }[];
  readonly readsEvidence: readonly { readonly figures: readonly string[]; readonly reading: string }[];
};

export type Values = {
  /** Pairs: the first weighs at least as much as the second. */
  readonly order: readonly (readonly [ValueOutcome, ValueOutcome])[];
  /** Bounds on single weights; all eight weights add up to 1. */
  readonly intervals: Readonly<Record<ValueOutcome, Range>>;
  /** False where only the safety of consenting sex workers counts for this position, not income from selling. */
  readonly incomeFromSellingCounts: boolean;
  readonly note: string;
};

export type Position = {
  readonly id: string;
  readonly name: string;
  readonly inTheirWords: string;
  readonly beliefs: Beliefs;
  readonly values: Values;
  readonly sources: {
    readonly figures: readonly string[];
    readonly foundingTexts: readonly string[];
    readonly publications: readonly string[];
  };
  readonly rejects: readonly string[];
  readonly couldChangeTheirMind: string;
};
