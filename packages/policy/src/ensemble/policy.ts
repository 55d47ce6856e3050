import { type Sector, sexualExploitation } from "@counterweight/evidence";
import { expm1 } from "@counterweight/kernel";
import type { Intervention, SectorScope } from "../catalogue/intervention.ts";
import { type LeverName, levers } from "../catalogue/levers.ts";
import type { Beliefs } from "../positions/position.ts";
import { sizeQuantile } from "./priors.ts";

/** One or more interventions together, each in so many units of the catalogue for each standard country. */
export type Policy = {
  readonly id: string;
  readonly name: string;
  readonly parts: readonly { readonly intervention: string; readonly units: number }[];
};

/** A policy that is one unit of one intervention. */
export function single({ id, name }: Intervention): Policy {
  return { id, name, parts: [{ intervention: id, units: 1 }] };
}

const scopeSectors: Readonly<Record<Exclude<SectorScope, "all" | "sex" | "labour" | "state-imposed">, Sector>> = {
  domestic: "domestic work",
  agriculture: "agriculture and fishing",
  industry: "industry",
  services: "services",
};

/** Whether a measure of this scope acts in the sector. State-imposed labour is in no sector of the model. */
export function actsIn(scope: SectorScope, sector: Sector): boolean {
  if (scope === "all") return true;
  if (scope === "state-imposed") return false;
  if (scope === "sex") return sector === sexualExploitation;
  if (scope === "labour") return sector !== sexualExploitation;
  return scopeSectors[scope] === sector;
}

/** A lever size that is drawn: where its uniform stands, and how it becomes a size. */
export type DrawnSize = {
  readonly intervention: string;
  readonly lever: LeverName;
  readonly dimension: number;
  readonly quantile: (p: number) => number;
};

/** Every lever size of the catalogue in its order, so that leaving an intervention out moves no other's draw. */
export function sizesOf(catalogue: readonly Intervention[], from: number, beliefs?: Beliefs): DrawnSize[] {
  return catalogue
    .flatMap(({ id, levers: sizes }) => sizes.map((size) => ({ id, size })))
    .map(({ id, size: { lever, low, central, high } }, index) => {
      const believed = beliefs?.leverSizes.find((one) => one.intervention === id && one.lever === lever)?.range;
      return {
        intervention: id,
        lever,
        dimension: from + index,
        quantile: believed
          ? sizeQuantile(believed[0], (believed[0] + believed[1]) / 2, believed[1])
          : sizeQuantile(low, central, high),
      };
    });
}

/**
 * The effect of `units` in units of the catalogue. Up to one it is the share of standard countries that have the unit,
 * so it adds up; beyond one it saturates, Emax (1 - 2^(-units/half)), scaled so that one unit gives exactly one. `half` is the
 * spending, in units, at which half of the largest effect is reached.
 */
export function effectOf(units: number, half: number): number {
  return units <= 1 ? units : expm1((-units / half) * Math.LN2) / expm1((-1 / half) * Math.LN2);
}

/** Adds a measure's lever to what other measures of a package already do: shares and sums add, factors multiply. */
export function combined(lever: LeverName, before: number, size: number, effect: number): number {
  return levers[lever].neutral === 1 ? before * (1 + (size - 1) * effect) : before + size * effect;
}
