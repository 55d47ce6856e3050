import type { SectorClass } from "../segments.ts";

/** The rival theories: demand-led, vulnerability-led, enforcement-displacement, and D with the price of lawful labour as cap. */
export const structures = ["D", "S", "E", "W"] as const;
export type Structure = (typeof structures)[number];

/** A measured, B estimated from measured numbers, C judged. */
export const grades = ["A", "B", "C"] as const;
export type Grade = (typeof grades)[number];

/**
 * How the drawn quantity becomes the value the model uses.
 * - `absolute`: it is the value.
 * - `baseline`: comes with the joint draw of the segment table (`drawBaseline`).
 * - `times people per enterprise`: times h of the same segment (conviction).
 * - `share of margin`: times g0 of the same segment (other cost).
 * - `share of surplus before acquisition`: times (g0 - Psi0)/(r + H0) of the same segment (acquisition).
 * - `times people exploited at start`: times the sum of X0 in the run (people at risk).
 * - `times people assisted at start`: times the sum of A0 in the run (shelter capacity).
 * - `times price`: times p0 of the same segment (lawful price).
 * - `margin + subsistence + other cost`: p0 = g0 + w + c, nothing drawn.
 * - `times cost of one unit`, `size of one unit`: relative to the intervention in the catalogue.
 */
export const bases = [
  "absolute",
  "baseline",
  "times people per enterprise",
  "share of margin",
  "share of surplus before acquisition",
  "times people exploited at start",
  "times people assisted at start",
  "times price",
  "margin + subsistence + other cost",
  "times cost of one unit",
  "size of one unit",
] as const;
export type Basis = (typeof bases)[number];

/**
 * `low` and `high` are the 5% and 95% points of the untruncated distribution; draws outside `least`..`most` do not
 * occur. Fixed: one value. Baseline and derived: nothing to draw here.
 */
export type Prior =
  | { readonly kind: "log-normal" | "normal"; readonly low: number; readonly high: number; readonly bounds: Bounds }
  | { readonly kind: "fixed"; readonly value: number }
  | { readonly kind: "baseline" | "derived" };

/** Either end may be infinite. */
export type Bounds = { readonly least: number; readonly most: number };

/** One row of the registry: a model parameter, for a class of sectors and perhaps one structure, with its prior. */
export type Parameter = {
  /** Name in code, for example `detection`. */
  readonly name: string;
  /** Symbol in the equations, for example `q0`. */
  readonly symbol: string;
  readonly kind: "model" | "structure" | "extension";
  /** One value a segment, or one for the whole run. */
  readonly per: "segment" | "run";
  readonly sectors: SectorClass;
  readonly structure: Structure | undefined;
  readonly basis: Basis;
  readonly prior: Prior;
  /** Bounds on the value the model uses, after the basis is applied. */
  readonly valueBounds: Bounds;
  /** Extensions only: the value without any effect; infinite where the extension is a limit. */
  readonly neutral: number | undefined;
  readonly unit: string;
  readonly grade: Grade;
  /** Ids in figures.csv. */
  readonly figures: readonly string[];
  readonly reason: string;
  /** Row in parameters.csv. */
  readonly row: number;
};
