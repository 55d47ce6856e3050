import { exp, quantile, type Stream, sorted, stream } from "@counterweight/kernel";
import { Cells } from "../fit/cells.ts";
import { solveInPlace } from "../fit/cholesky.ts";
import { Fitter } from "../fit/fitter.ts";
import { addSubsets, addSupersets } from "../fit/lattice.ts";
import { type Model, modelOf, pairs, setName } from "../model/model.ts";
import { size } from "../model/sets.ts";
import type { ListTable } from "../table/table.ts";

export type ThresholdOptions = {
  readonly seed: number;
  /** Normal(0, 1) on interactions ("proper"), or flat, which needs the full model to have an estimate. */
  readonly prior?: "proper" | "flat";
  readonly order?: 2 | 3;
  readonly steps?: number;
  readonly burnIn?: number;
  /** Interactions with |mean| / sd below this are dropped. */
  readonly ratio?: number;
};

export type ThresholdResult = {
  readonly kept: Model;
  readonly ratios: readonly { readonly interaction: string; readonly ratio: number }[];
  readonly quantile: (p: number) => number;
  readonly mean: number;
  /** Share of Metropolis proposals accepted in the last run. */
  readonly acceptance: number;
};

/** Above this many lists the starting model of all pairs has too many parameters for a random walk. */
export const MOST_LISTS_THRESHOLD = 8;

/**
 * Bayesian thresholding (Silverman 2020): all pairs in, posterior by random-walk Metropolis, interactions whose posterior
 * mean is small against its spread dropped, the rest run again. Undefined where the flat prior has no posterior.
 */
export function bayesianThreshold(table: ListTable, options: ThresholdOptions): ThresholdResult | undefined {
  const lists = table.lists.length;
  const cells = Cells.of(table);
  const flat = options.prior === "flat";
  const least = options.ratio ?? 2;
  let model = modelOf(lists, lists > 2 ? pairs(lists) : []);
  if (flat && new Fitter(lists).fit(cells, model) !== 0) return undefined;
  const ratios: { interaction: string; ratio: number }[] = [];
  const keep = (run: Run, sets: readonly number[]): number[] =>
    sets.filter((set) => {
      const place = run.kept.indexOf(set);
      if (place < 0) return true;
      const ratio = Math.abs(run.means[place] as number) / (run.deviations[place] as number);
      ratios.push({ interaction: setName(set, table.lists), ratio });
      return ratio >= least;
    });
  let interactions = keep(walk(cells, model, flat, options, 0), lists > 2 ? pairs(lists) : []);
  if (options.order === 3 && lists > 3) {
    const triples: number[] = [];
    for (let set = 0; set < cells.size; set++)
      if (size(set) === 3 && pairs(lists).every((pair) => (pair & set) !== pair || interactions.includes(pair)))
        triples.push(set);
    if (triples.length > 0) {
      model = modelOf(lists, [...interactions, ...triples]);
      interactions = [...interactions, ...keep(walk(cells, model, flat, options, 1), triples)];
    }
  }
  model = modelOf(lists, interactions);
  const last = walk(cells, model, flat, options, 2);
  const totals = sorted(last.intercepts.map((value) => cells.people + exp(value)));
  return {
    kept: model,
    ratios,
    quantile: (p) => quantile(totals, p),
    mean: totals.reduce((sum, value) => sum + value, 0) / totals.length,
    acceptance: last.acceptance,
  };
}

type Run = {
  readonly kept: number[];
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  readonly intercepts: Float64Array;
  readonly acceptance: number;
};

/** Random-walk Metropolis from the posterior mode, steps shaped by the curvature there (Roberts and Rosenthal 2001). */
function walk(cells: Cells, model: Model, flat: boolean, options: ThresholdOptions, run: number): Run {
  const posterior = new Posterior(cells, model, flat);
  const steps = options.steps ?? 100_000;
  const burnIn = options.burnIn ?? 10_000;
  const random = stream(options.seed, "bayesian thresholding", run);
  const { kept } = posterior;
  const width = kept.length;
  const factor = posterior.climb();
  const scale = 2.38 / Math.sqrt(width);
  const current = posterior.values.slice();
  let height = posterior.logDensity();
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  const intercepts = new Float64Array(steps);
  let accepted = 0;
  for (let step = -burnIn; step < steps; step++) {
    propose(posterior.values, current, factor, scale, random);
    const next = posterior.logDensity();
    if (next >= height || random.uniform() < exp(next - height)) {
      current.set(posterior.values);
      height = next;
      if (step >= 0) accepted++;
    }
    if (step < 0) continue;
    intercepts[step] = current[0] as number;
    for (let j = 0; j < width; j++) {
      const value = current[j] as number;
      sums[j] = (sums[j] as number) + value;
      squares[j] = (squares[j] as number) + value * value;
    }
  }
  const means = sums.map((sum) => sum / steps);
  return {
    kept,
    means,
    deviations: squares.map((square, j) => Math.sqrt(Math.max(0, square / steps - (means[j] as number) ** 2))),
    intercepts,
    acceptance: accepted / steps,
  };
}

/** current + scale L^-T e, with the factor's diagonal inverted: covariance of the steps is the inverse curvature. */
function propose(
  target: Float64Array,
  current: Float64Array,
  factor: Float64Array,
  scale: number,
  random: Stream,
): void {
  const width = current.length;
  for (let j = 0; j < width; j++) target[j] = random.normal();
  let row = (width * (width + 1)) / 2;
  for (let i = width - 1; i >= 0; i--) {
    row -= i + 1;
    const value = (target[i] as number) * (factor[row + i] as number);
    target[i] = value;
    for (let k = 0; k < i; k++) target[k] = (target[k] as number) - (factor[row + k] as number) * value;
  }
  for (let j = 0; j < width; j++) target[j] = (current[j] as number) + scale * (target[j] as number);
}

/** Log posterior density of the coefficients on the lattice; with flat priors pairs without people are at minus infinity. */
class Posterior {
  readonly kept: number[];
  readonly values: Float64Array;
  private readonly precision: Float64Array;
  private readonly cells: Cells;
  private readonly alive: Uint8Array;
  private readonly eta: Float64Array;

  constructor(cells: Cells, model: Model, flat: boolean) {
    this.cells = cells;
    const dropped = flat ? [...model].filter((set) => cells.margins[set] === 0) : [];
    this.kept = [...model].filter((set) => !dropped.includes(set));
    this.alive = Uint8Array.from({ length: cells.size }, (_, cell) =>
      cell > 0 && !dropped.some((set) => (cell & set) === set) ? 1 : 0,
    );
    this.values = new Float64Array(this.kept.length);
    this.precision = Float64Array.from(this.kept, (set) => (size(set) < 2 ? 1e-4 : flat ? 0 : 1));
    this.eta = new Float64Array(cells.size);
  }

  logDensity(): number {
    const { eta, kept, values, cells, alive, precision } = this;
    eta.fill(0);
    let value = 0;
    for (let j = 0; j < kept.length; j++) {
      const set = kept[j] as number;
      const coefficient = values[j] as number;
      eta[set] = coefficient;
      value +=
        coefficient * (cells.margins[set] as number) - 0.5 * (precision[j] as number) * coefficient * coefficient;
    }
    addSubsets(eta, cells.size);
    for (let cell = 1; cell < cells.size; cell++) if (alive[cell] === 1) value -= exp(eta[cell] as number);
    return value;
  }

  /** Newton's method to the mode; gives the Cholesky factor of the curvature there. */
  climb(): Float64Array {
    const { kept, values, cells, eta, alive, precision } = this;
    const width = kept.length;
    const information = new Float64Array((width * (width + 1)) / 2);
    const step = new Float64Array(width);
    values.fill(0);
    values[0] = 3;
    let height = this.logDensity();
    for (let round = 0; round < 200; round++) {
      this.logDensity();
      for (let cell = 0; cell < cells.size; cell++) eta[cell] = alive[cell] === 1 ? exp(eta[cell] as number) : 0;
      addSupersets(eta, cells.size);
      let at = 0;
      for (let i = 0; i < width; i++) {
        const set = kept[i] as number;
        step[i] =
          (cells.margins[set] as number) - (eta[set] as number) - (precision[i] as number) * (values[i] as number);
        for (let j = 0; j <= i; j++)
          information[at++] = (eta[set | (kept[j] as number)] as number) + (i === j ? (precision[i] as number) : 0);
      }
      const slope = step.slice();
      if (!solveInPlace(information, step, width)) break;
      const decrement = step.reduce((sum, change, j) => sum + change * (slope[j] as number), 0);
      if (decrement < 1e-12) break;
      const before = values.slice();
      for (let fraction = 1; fraction > 1e-9; fraction /= 2) {
        for (let j = 0; j < width; j++) values[j] = (before[j] as number) + fraction * (step[j] as number);
        const next = this.logDensity();
        if (next > height) {
          height = next;
          break;
        }
      }
    }
    return information;
  }
}
