import type { LeverName } from "../catalogue/levers.ts";

export type LeverRange = {
  readonly least: number;
  readonly most: number;
  /** What one step of the slider is. */
  readonly step: number;
};

/**
 * How far a lever can be moved by hand. The ends are judged: wide enough for anything a country has tried, and for the
 * harmful direction where laws have gone that way.
 */
export const leverRanges = {
  det: { least: -0.5, most: 5, step: 0.25 },
  tdet: { least: 0, most: 5, step: 0.25 },
  trust: { least: 0, most: 1, step: 0.05 },
  conv: { least: -0.5, most: 10, step: 0.5 },
  sev: { least: 0.5, most: 3, step: 0.25 },
  fine: { least: 0, most: 50, step: 1 },
  forf: { least: 0, most: 0.8, step: 0.05 },
  civil: { least: 0, most: 0.8, step: 0.05 },
  integrity: { least: 0, most: 1, step: 0.05 },
  mover: { least: 0, most: 5000, step: 250 },
  acquire: { least: 0, most: 5000, step: 250 },
  dc: { least: 0, most: 10_000, step: 250 },
  blanket: { least: 0, most: 1, step: 0.05 },
  select: { least: 0, most: 1, step: 0.05 },
  demand: { least: 0.5, most: 1.5, step: 0.05 },
  root: { least: -0.3, most: 0.5, step: 0.01 },
  safe: { least: -0.3, most: 0.5, step: 0.01 },
  rights: { least: -0.5, most: 1, step: 0.05 },
  shelter: { least: -0.5, most: 3, step: 0.25 },
  aftercare: { least: 0, most: 0.9, step: 0.05 },
  recovery: { least: 0, most: 2, step: 0.1 },
  nonPunishment: { least: 0, most: 1, step: 0.1 },
} as const satisfies Record<LeverName, LeverRange>;
