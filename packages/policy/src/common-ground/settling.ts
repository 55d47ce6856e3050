import type { Registry } from "@counterweight/evidence";
import type { Intervention } from "../catalogue/intervention.ts";
import type { Crux } from "./common-ground.ts";

/** A quantity that much disagreement about beliefs turns on. */
export type Settler = {
  readonly name: string;
  readonly label: string;
  /** Share of all disagreement about beliefs that turns on it. */
  readonly share: number;
  readonly disagreements: number;
  /** Fewest and most observations of the studies that would settle some of them; absent where none would. */
  readonly observations?: { readonly low: number; readonly high: number; readonly settles: number };
  /** Figures of the evidence table that bear on it; none settles it. */
  readonly figures: readonly string[];
};

/**
 * What would settle most disagreement: quantities by the sum, over pairs and measures, of the difference that comes from
 * beliefs and turns on them, with the figures in the evidence table that bear on them.
 */
export function settlersOf(
  cruxes: readonly Crux[],
  catalogue: readonly Intervention[],
  registry: Registry,
  most = 5,
): Settler[] {
  const sums = new Map<string, { label: string; weight: number; observations: number[]; count: number }>();
  for (const { turning, split, settling } of cruxes) {
    if (turning === undefined) continue;
    const sum = sums.get(turning.name) ?? { label: turning.label, weight: 0, observations: [], count: 0 };
    sum.weight += Math.abs(split.beliefs);
    sum.count += 1;
    if (settling) sum.observations.push(settling.observations);
    sums.set(turning.name, sum);
  }
  const whole = [...sums.values()].reduce((total, { weight }) => total + weight, 0);
  return [...sums]
    .sort((a, b) => b[1].weight - a[1].weight)
    .slice(0, most)
    .map(([name, { label, weight, observations, count }]) => ({
      name,
      label,
      share: weight / whole,
      disagreements: count,
      figures: name === "theory" ? [] : figuresOn(name, catalogue, registry),
      ...(observations.length > 0
        ? {
            observations: {
              low: Math.min(...observations),
              high: Math.max(...observations),
              settles: observations.length,
            },
          }
        : {}),
    }));
}

/** Figures that bear on something drawn: those of its measure, or those behind its rows of the parameter registry. */
export function figuresOn(input: string, catalogue: readonly Intervention[], registry: Registry): readonly string[] {
  const found = catalogue.find(({ id }) => id === input.split(".")[0]);
  if (found) return found.evidence;
  const symbol = input.split(" ")[0];
  return [...new Set(registry.rows.filter((row) => row.symbol === symbol).flatMap((row) => row.figures))];
}
