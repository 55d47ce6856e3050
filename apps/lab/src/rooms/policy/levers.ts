import type { LeverName } from "@counterweight/policy";

export const actors = ["at-risk", "traffickers", "exploiters", "buyers", "survivors", "state"] as const;
export type Actor = (typeof actors)[number];

/** `soon` acts within a few years, `late` needs a decade or more. */
export type Horizon = "soon" | "late";
/** How a size is written: +50%, ×2, 20 points, $250, 20%. */
export type Writing = "added" | "factor" | "points" | "money" | "share";

export type LeverPlace = { readonly actor: Actor; readonly horizon: Horizon; readonly writing: Writing };

/** Whom each lever acts on first, how soon, and how its size is written. */
export const leverPlaces = {
  safe: { actor: "at-risk", horizon: "late", writing: "share" },
  root: { actor: "at-risk", horizon: "late", writing: "share" },
  mover: { actor: "traffickers", horizon: "soon", writing: "money" },
  acquire: { actor: "traffickers", horizon: "soon", writing: "money" },
  conv: { actor: "exploiters", horizon: "soon", writing: "added" },
  sev: { actor: "exploiters", horizon: "soon", writing: "factor" },
  fine: { actor: "exploiters", horizon: "soon", writing: "factor" },
  forf: { actor: "exploiters", horizon: "soon", writing: "points" },
  civil: { actor: "exploiters", horizon: "soon", writing: "points" },
  dc: { actor: "exploiters", horizon: "late", writing: "money" },
  blanket: { actor: "buyers", horizon: "soon", writing: "share" },
  select: { actor: "buyers", horizon: "soon", writing: "share" },
  demand: { actor: "buyers", horizon: "late", writing: "factor" },
  rights: { actor: "survivors", horizon: "late", writing: "added" },
  shelter: { actor: "survivors", horizon: "soon", writing: "added" },
  aftercare: { actor: "survivors", horizon: "late", writing: "share" },
  recovery: { actor: "survivors", horizon: "late", writing: "added" },
  nonPunishment: { actor: "survivors", horizon: "soon", writing: "share" },
  det: { actor: "state", horizon: "soon", writing: "added" },
  tdet: { actor: "state", horizon: "soon", writing: "added" },
  trust: { actor: "state", horizon: "late", writing: "share" },
  integrity: { actor: "state", horizon: "late", writing: "share" },
} as const satisfies Record<LeverName, LeverPlace>;
