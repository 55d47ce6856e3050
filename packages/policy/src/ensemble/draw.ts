import {
  sectors as allSectors,
  type Bounds,
  type Evidence,
  type Parameter,
  type Registry,
  type Sector,
  type Structure,
  uniformsPerBaseline,
} from "@counterweight/evidence";
import { Problem, supercubePoints } from "@counterweight/kernel";
import { type Enforcement, expectedSanction, total } from "@counterweight/law";
import type { Beliefs } from "../positions/position.ts";
import { type DrawnInput, inputsOf, registryDimensions } from "./inputs.ts";
import { type Place, segmentsOf } from "./place.ts";

/** A block of draws: numbers `start` to `start + count - 1` of the ensemble of this seed. */
export type DrawRequest = {
  readonly evidence: Evidence;
  readonly place: Place;
  readonly structure: Structure;
  readonly seed: number;
  readonly start: number;
  readonly count: number;
  readonly beliefs?: Beliefs | undefined;
};

/** Parameters of the market model by symbol: one column of draws a segment, or a single column for the whole run. */
export type Columns = {
  readonly draws: number;
  readonly segments: number;
  readonly of: ReadonlyMap<string, readonly Float64Array[]>;
  /** People in exploitation in the region, all its sectors together, whichever of them the run is about. */
  readonly peopleInRegion: Float64Array;
  /** What was drawn, before the basis is applied (for example the share of margin). */
  readonly inputs: readonly { readonly input: DrawnInput; readonly values: Float64Array }[];
};

/** Where the dimensions of the lever sizes begin; before them stand the registry's and the segment table's. */
export function sizeDimension(registry: Registry): number {
  return registryDimensions(registry) + uniformsPerBaseline;
}

/** Draws the parameters of the model from their priors with scrambled Sobol' points. Same request, same digits. */
export function drawParameters({ evidence, place, structure, seed, start, count, beliefs }: DrawRequest): Columns {
  const registry = evidence.parameters;
  const { sectors } = place;
  const inputs = inputsOf(registry, sectors, structure, beliefs);
  const points = supercubePoints({ dimensions: sizeDimension(registry), count, start, seed });
  const raw = inputs.map((input) => ({
    input,
    values: (points[input.dimension] ?? new Float64Array(count)).map(input.quantile),
  }));
  const of = new Map<string, Float64Array[]>();
  for (const { input, values } of raw) {
    if (input.parameter.per === "run") of.set(input.symbol, [values]);
    else {
      const columns = of.get(input.symbol) ?? blank(sectors.length, count);
      for (const segment of input.segments) columns[segment] = values;
      of.set(input.symbol, columns);
    }
  }
  const people = blank(sectors.length, count);
  const margin = blank(sectors.length, count);
  const uniforms = points.slice(registryDimensions(registry));
  const whole: Place = { region: place.region, sectors: allSectors };
  const peopleInRegion = new Float64Array(count);
  for (let draw = 0; draw < count; draw++) {
    const table = evidence.drawBaseline(uniforms.map((column) => column[draw] ?? 0.5));
    const drawn = segmentsOf(place, table);
    peopleInRegion[draw] = segmentsOf(whole, table).people.reduce((sum, people_) => sum + people_, 0);
    for (let segment = 0; segment < sectors.length; segment++) {
      (people[segment] as Float64Array)[draw] = drawn.people[segment] ?? Number.NaN;
      (margin[segment] as Float64Array)[draw] = drawn.margin[segment] ?? Number.NaN;
    }
  }
  of.set("X0", people);
  of.set("g0", margin);
  applyBases(registry, sectors, structure, count, of);
  return { draws: count, segments: sectors.length, of, peopleInRegion, inputs: raw };
}

function blank(segments: number, count: number): Float64Array[] {
  return Array.from({ length: segments }, () => new Float64Array(count));
}

/** The last step of the registry: a share becomes the value the model uses, kept within the bounds of the value. */
function applyBases(
  registry: Registry,
  sectors: readonly Sector[],
  structure: Structure,
  count: number,
  of: Map<string, Float64Array[]>,
): void {
  const at = (symbol: string, segment: number, draw: number): number => {
    const columns = of.get(symbol);
    if (columns === undefined) throw missing(symbol);
    return columns[columns.length === 1 ? 0 : segment]?.[draw] ?? Number.NaN;
  };
  const find = (name: string, segment: number) =>
    registry.find(name, { sector: sectors[segment] ?? sectors[0] ?? "industry", structure });
  const each = (name: string, value: (segment: number, draw: number) => number) => {
    const columns = sectors.map((_, segment) => {
      const bounds = find(name, segment)?.valueBounds ?? everywhere;
      return Float64Array.from({ length: count }, (_item, draw) => within(bounds, value(segment, draw)));
    });
    of.set(symbolOf(registry, name), columns);
  };
  const once = (name: string, value: (draw: number) => number) => {
    const bounds = find(name, 0)?.valueBounds ?? everywhere;
    of.set(symbolOf(registry, name), [
      Float64Array.from({ length: count }, (_item, draw) => within(bounds, value(draw))),
    ]);
  };
  const total_ = (value: (segment: number) => number) => sectors.reduce((sum, _, segment) => sum + value(segment), 0);

  each("conviction", (segment, draw) => at("kap", segment, draw) * at("h", segment, draw));
  each("otherCost", (segment, draw) => at("c", segment, draw) * at("g0", segment, draw));
  each("price", (segment, draw) => at("g0", segment, draw) + at("w", segment, draw) + at("c", segment, draw));
  each("acquisition", (segment, draw) => {
    const get = (symbol: string) => at(symbol, segment, draw);
    const exit = get("eself") + get("erel") + get("mort") + get("q0");
    return get("cT") * ((get("g0") - total(expectedSanction(enforcementOf(get)))) / (get("r") + exit));
  });
  once("atRiskAtStart", (draw) => at("V0", 0, draw) * total_((segment) => at("X0", segment, draw)));
  if (of.has("shelterCapacity"))
    once(
      "shelterCapacity",
      (draw) => at("shelterCapacity", 0, draw) * total_((segment) => assistedAtStart(at, segment, draw)),
    );
  if (of.has("pL")) each("lawfulPrice", (segment, draw) => at("pL", segment, draw) * at("p0", segment, draw));
}

/** A0 of the market model's equation 10, with the people who free themselves and reach assistance. */
function assistedAtStart(
  at: (symbol: string, segment: number, draw: number) => number,
  segment: number,
  draw: number,
): number {
  const get = (symbol: string) => at(symbol, segment, draw);
  return ((get("alpha") * get("q0") + get("selfAssisted") * get("eself")) * get("X0")) / (get("rA") + get("kA"));
}

/** What stands between an exploiter and what the law threatens, from the model's parameters at the start. */
export function enforcementOf(get: (symbol: string) => number): Enforcement {
  return {
    detection: get("q0"),
    conviction: get("kap"),
    peoplePerEnterprise: get("h"),
    sentence: get("S"),
    exploiterDiscount: get("rho"),
    prisonYearValue: get("vy"),
    fine: get("F"),
    forfeiture: get("gf"),
    forfeitureYears: get("M"),
    margin: get("g0"),
    restitution: 0,
    restitutionAmount: 0,
    civilClaim: get("ls"),
    damages: get("D"),
    corruption: get("corruption"),
    bribe: get("bribe"),
  };
}

const everywhere: Bounds = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

function within({ least, most }: Bounds, value: number): number {
  return Math.min(most, Math.max(least, value));
}

function symbolOf(registry: Registry, name: string): string {
  const row: Parameter | undefined = registry.rows.find((parameter) => parameter.name === name);
  if (row === undefined) throw missing(name);
  return row.symbol;
}

function missing(name: string): Problem {
  return new Problem({ code: "registry.missing", where: "parameters.csv", what: `the parameter ${name} is missing` });
}
