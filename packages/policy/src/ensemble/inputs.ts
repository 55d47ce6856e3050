import {
  type Parameter,
  type Registry,
  type Sector,
  type SectorClass,
  type Structure,
  sexualExploitation,
} from "@counterweight/evidence";
import type { Beliefs, ContestedParameter } from "../positions/position.ts";
import { quantileOf, rangeAsPrior } from "./priors.ts";

/** One uncertain quantity: everything that shares its draw, with the place it has among the Sobol' dimensions. */
export type DrawnInput = {
  /** `q0`, or `q0 labour` where the registry has a range of its own for the class. */
  readonly name: string;
  readonly symbol: string;
  /** Words: `detection, labour`. */
  readonly label: string;
  readonly sectors: SectorClass;
  /** The same in every structure, so that draw d means the same world wherever it can. */
  readonly dimension: number;
  readonly parameter: Parameter;
  readonly quantile: (p: number) => number;
  /** The segments that take their value from this draw; empty for a parameter of the whole run. */
  readonly segments: readonly number[];
};

/**
 * What is drawn for a run of these sectors in one structure. Sectors that share a row of the registry share its draw:
 * ignorance about "labour" is about all of labour at once, and would cancel if each sector drew its own.
 */
export function inputsOf(
  registry: Registry,
  sectors: readonly Sector[],
  structure: Structure,
  beliefs?: Beliefs,
): DrawnInput[] {
  const dimensions = dimensionsOf(registry);
  const inputs = new Map<string, DrawnInput & { readonly segments: number[] }>();
  for (const name of registry.names)
    sectors.forEach((sector, segment) => {
      const parameter = registry.find(name, { sector, structure });
      if (parameter === undefined) return;
      const quantile = quantileOf(believed(parameter, sector, beliefs));
      if (quantile === undefined) return;
      const split = isSplit(parameter, beliefs)
        ? sector === sexualExploitation
          ? sector
          : "labour"
        : parameter.sectors;
      const key = keyOf(parameter.name, split);
      const known = inputs.get(key);
      if (known !== undefined) {
        if (parameter.per === "segment") known.segments.push(segment);
        return;
      }
      const where = split === "all" ? "" : split === sexualExploitation ? " sex" : ` ${split}`;
      inputs.set(key, {
        name: `${parameter.symbol}${where}`,
        symbol: parameter.symbol,
        label: `${inputWords(parameter.name)}${where === "" ? "" : `, ${split}`}`,
        sectors: split,
        dimension: dimensions.get(key) ?? dimensions.get(keyOf(parameter.name, parameter.sectors)) ?? 0,
        parameter,
        quantile,
        segments: parameter.per === "segment" ? [segment] : [],
      });
    });
  return [...inputs.values()];
}

function believed(parameter: Parameter, sector: Sector, beliefs: Beliefs | undefined): Parameter["prior"] {
  const belief = beliefs?.parameters[parameter.symbol as ContestedParameter];
  if (belief === undefined) return parameter.prior;
  const [low, high] = "sexual" in belief ? belief[sector === sexualExploitation ? "sexual" : "labour"] : belief;
  return rangeAsPrior(low, high, parameter.valueBounds);
}

/** A belief that parts the sectors parts a draw that was shared. */
function isSplit(parameter: Parameter, beliefs: Beliefs | undefined): boolean {
  const belief = beliefs?.parameters[parameter.symbol as ContestedParameter];
  return belief !== undefined && "sexual" in belief && parameter.sectors === "all";
}

function keyOf(name: string, sectors: SectorClass): string {
  return `${name}|${sectors}`;
}

const order = new WeakMap<Registry, ReadonlyMap<string, number>>();

/** One dimension a (name, class of sectors), in the order of the registry. */
function dimensionsOf(registry: Registry): ReadonlyMap<string, number> {
  const known = order.get(registry);
  if (known !== undefined) return known;
  const keys = new Set(registry.rows.map((row) => keyOf(row.name, row.sectors)));
  const dimensions = new Map([...keys].map((key, index) => [key, index]));
  order.set(registry, dimensions);
  return dimensions;
}

/** How many dimensions the registry takes; what comes after it starts there. */
export function registryDimensions(registry: Registry): number {
  return dimensionsOf(registry).size;
}

/** `demandElasticity` as `demand elasticity`; a dial says what it turns. */
export function inputWords(name: string): string {
  if (name === "demandLed") return "how far demand decides (dial 0 to 1)";
  return name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}
