import { type Evidence, openEvidence, type Sector } from "@counterweight/evidence";
import { supercubePoints } from "@counterweight/kernel";
import type { Intervention } from "../catalogue/intervention.ts";
import { type LeverName, levers } from "../catalogue/levers.ts";
import { drawParameters, sizeDimension } from "./draw.ts";
import { outcomeKeys } from "./outcomes.ts";
import { standardCountriesIn } from "./place.ts";
import { actsIn, combined, effectOf, type Policy, sizesOf } from "./policy.ts";
import { sizeQuantile } from "./priors.ts";
import { blockSize, type EnsembleRequest } from "./request.ts";
import { type LeverColumns, runnerFor } from "./runner.ts";

/** One block of draws in one structure: every policy, policy 0 being nothing. */
export type ChunkResult = {
  /** (policy, outcome, draw), the draw running fastest. */
  readonly data: Float64Array;
  /** 1 where the draw is a world the model can start in and every policy stays in it. */
  readonly valid: Uint8Array;
  /** (input, draw): parameters, then lever sizes. */
  readonly inputs: Float64Array;
  /** Standard countries that the region counts as, draw by draw. */
  readonly countries: Float64Array;
  readonly inputNames: readonly { readonly name: string; readonly label: string }[];
};

const opened = new WeakMap<EnsembleRequest, Evidence>();

function evidenceOf(request: EnsembleRequest): Evidence {
  const known = opened.get(request) ?? openEvidence((path) => request.files[path] ?? "");
  opened.set(request, known);
  return known;
}

/** The task that workers run: a pure function of request and index. */
export function simulateChunk(request: EnsembleRequest, index: number): ChunkResult {
  return chunkOf(evidenceOf(request), request, index);
}

/** The same where the evidence is open already, as in a page's worker; the request's `files` are not read. */
export function chunkOf(evidence: Evidence, request: EnsembleRequest, index: number): ChunkResult {
  const { place, structures, policies, catalogue, draws, seed, years, beliefs } = request;
  const blocks = Math.ceil(draws / blockSize);
  const structure = structures[Math.floor(index / blocks)] ?? "D";
  const start = (index % blocks) * blockSize;
  const count = Math.min(blockSize, draws - start);
  const columns = drawParameters({ evidence, place, structure, seed, start, count, beliefs });
  const from = sizeDimension(evidence.parameters);
  const sizes = sizesOf(catalogue, from, beliefs);
  const points = supercubePoints({ dimensions: from + sizes.length + catalogue.length, count, start, seed });
  const drawnSizes = sizes.map(({ dimension, quantile }) =>
    (points[dimension] ?? new Float64Array(count)).map(quantile),
  );
  const costs = catalogue.map(({ cost }, place_) =>
    (points[from + sizes.length + place_] ?? new Float64Array(count)).map(
      sizeQuantile(cost.low, cost.central, cost.high),
    ),
  );
  const all: Policy[] = [{ id: "nothing", name: "nothing", parts: [] }, ...policies];
  const plans = all.map((policy) => planOf(policy, catalogue, place.sectors, sizes));
  const runner = runnerFor(structure, place.sectors, years, blockSize);
  runner.load(columns);
  const countries = columns.peopleInRegion.map(standardCountriesIn);
  const half = columns.of.get("yHalf")?.[0] ?? new Float64Array(count).fill(1);
  const data = new Float64Array(all.length * outcomeKeys.length * count);
  const valid = new Uint8Array(count).fill(1);
  plans.forEach((plan, policy) => {
    const result = runner.run(leversOf(plan, drawnSizes, half, place.sectors.length), plan.acted);
    outcomeKeys.forEach((key, outcome) => {
      const offset = (policy * outcomeKeys.length + outcome) * count;
      if (key !== "publicCost") data.set(result[key], offset);
      else
        for (let draw = 0; draw < count; draw++)
          data[offset + draw] =
            plan.parts.reduce((total, { at, units }) => total + units * (costs[at]?.[draw] ?? 0), 0) *
            (countries[draw] ?? 0) *
            years;
    });
    for (let draw = 0; draw < count; draw++) if (result.valid[draw] === 0) valid[draw] = 0;
  });
  const rows = [
    ...columns.inputs.map(({ input, values }) => ({ name: input.name, label: input.label, values })),
    ...sizes.map(({ intervention, lever }, row) => ({
      name: `${intervention}.${lever}`,
      label: `size of ${catalogue.find(({ id }) => id === intervention)?.name ?? intervention}: ${levers[lever].name}`,
      values: drawnSizes[row] ?? new Float64Array(count),
    })),
    ...catalogue.map(({ id, name }, row) => ({
      name: `${id}.cost`,
      label: `cost of ${name}`,
      values: costs[row] ?? new Float64Array(count),
    })),
  ];
  const inputs = new Float64Array(rows.length * count);
  rows.forEach(({ values }, row) => inputs.set(values, row * count));
  return { data, valid, countries, inputs, inputNames: rows.map(({ name, label }) => ({ name, label })) };
}

/** A policy with everything looked up that does not change from draw to draw. */
type Plan = {
  readonly acted: readonly boolean[];
  readonly parts: readonly {
    readonly at: number;
    readonly units: number;
    readonly acts: readonly boolean[];
    readonly sizes: readonly { readonly lever: LeverName; readonly row: number }[];
  }[];
};

function planOf(
  policy: Policy,
  catalogue: readonly Intervention[],
  sectors: readonly Sector[],
  sizes: ReturnType<typeof sizesOf>,
): Plan {
  const parts = policy.parts.map(({ intervention, units }) => {
    const at = catalogue.findIndex(({ id }) => id === intervention);
    const scope = catalogue[at]?.scope ?? "all";
    return {
      at,
      units,
      acts: sectors.map((sector) => actsIn(scope, sector)),
      sizes: sizes.flatMap((size, row) => (size.intervention === intervention ? [{ lever: size.lever, row }] : [])),
    };
  });
  return { parts, acted: sectors.map((_, segment) => parts.some(({ acts }) => acts[segment])) };
}

function leversOf(
  { parts }: Plan,
  drawnSizes: readonly Float64Array[],
  half: Float64Array,
  segments: number,
): LeverColumns {
  const values = new Map<LeverName, Float64Array[]>();
  for (const { units, acts, sizes } of parts) {
    if (!acts.includes(true)) continue;
    for (const { lever, row } of sizes) {
      const { neutral } = levers[lever];
      const column = drawnSizes[row] ?? new Float64Array(half.length);
      const before =
        values.get(lever) ?? Array.from({ length: segments }, () => new Float64Array(half.length).fill(neutral));
      const everywhere = "everywhere" in levers[lever];
      values.set(
        lever,
        before.map((sizes_, segment) =>
          everywhere || acts[segment]
            ? sizes_.map((size, draw) =>
                combined(lever, size, column[draw] ?? neutral, effectOf(units, half[draw] ?? 1)),
              )
            : sizes_,
        ),
      );
    }
  }
  return values;
}
