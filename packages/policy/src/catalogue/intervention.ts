import type { LeverSize } from "./levers.ts";

export const pointsOfChain = ["person at risk", "trafficker", "exploiter", "buyer", "survivor", "state"] as const;
export const horizons = ["short", "medium", "long"] as const;
export const sectorScopes = [
  "all",
  "sex",
  "labour",
  "domestic",
  "agriculture",
  "industry",
  "services",
  "state-imposed",
] as const;

export type PointOfChain = (typeof pointsOfChain)[number];
export type Horizon = (typeof horizons)[number];
export type SectorScope = (typeof sectorScopes)[number];

/**
 * What one unit is. P: a programme of US$10 million a year in the standard country. L: one law, enforced as where it was
 * observed. S: a measure at its natural size.
 */
export type SizeBasis = "P" | "L" | "S";

/** One tactic, one row of `data/interventions/interventions.csv`; sizes are per unit in the standard country. */
export type Intervention = {
  readonly id: string;
  readonly name: string;
  readonly pointOfChain: PointOfChain;
  readonly horizon: Horizon;
  readonly whatItIs: string;
  /** Empty where the model has no place for the measure. */
  readonly levers: readonly LeverSize[];
  /** The levers as first collected, before the model had the extensions. */
  readonly leversFirst: readonly LeverSize[];
  /** Why `levers` differs from `leversFirst`; empty where it does not. */
  readonly mappingReason: string;
  readonly scope: SectorScope;
  readonly basis: SizeBasis;
  readonly basisText: string;
  readonly reach: string;
  /** Figure ids of the evidence table. */
  readonly evidence: readonly string[];
  /** Grade of the size on the lever: A something close was measured, B worked out from measured numbers, C judged. */
  readonly grade: "A" | "B" | "C";
  /** Public cost of one unit in the standard country, US$ of 2021 a year. */
  readonly cost: { readonly low: number; readonly central: number; readonly high: number };
  readonly costEvidence: string;
  readonly alsoTouches: string;
  /** Figure ids that record a harm; empty means none in the table, never none at all. */
  readonly knownHarms: readonly string[];
  readonly foundingText: string;
  readonly evidenceSays: string;
  readonly contested: boolean;
  readonly contestedBy: string;
  readonly limits: string;
};

/**
 * The unit all sizes are in: 10 million people at the world rate of private forced labour (PREV-004, PREV-005), so
 * 30,000 people in exploitation. A region of another size counts as people/30,000 standard countries, each with its unit.
 */
export const standardCountry = { population: 10_000_000, peopleExploited: 30_000 } as const;
