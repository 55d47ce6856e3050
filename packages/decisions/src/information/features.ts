import { quantile, sorted } from "@counterweight/kernel";
import { spreadRows } from "./rows.ts";
import { basisAt } from "./spline.ts";

/** Rows of a regression on several parameters: how long they are, and one draw's row. */
export type Features = {
  readonly size: number;
  /** The first so many columns (a constant, and each parameter itself) are not to be penalised. */
  readonly free: number;
  readonly fill: (draw: number, value: Float64Array) => void;
};

/** Tensor spline for two parameters; for more, a spline each and polynomial products for each pair. */
export function features(parameters: readonly ArrayLike<number>[]): Features {
  const [first, second] = parameters;
  const bent = parameters.length === 2 && first && second ? tensor(first, second) : additive(parameters);
  const scores = parameters.map(scoreOf);
  const free = 1 + parameters.length;
  return {
    size: free + bent.size,
    free,
    fill: (draw, value) => {
      value.fill(0);
      value[0] = 1;
      scores.forEach((score, k) => {
        value[1 + k] = score(draw);
      });
      bent.fill(draw, value.subarray(free));
    },
  };
}

type Columns = Omit<Features, "free">;

/** Cubic B-splines of one column, with knots at even quantiles. */
function splinesOf(column: ArrayLike<number>, size: number) {
  const sample = sorted(Float64Array.from(spreadRows(column.length, 8192), (row) => column[row] as number));
  const knots = new Float64Array(size + 4);
  const low = sample[0] as number;
  const high = sample.at(-1) as number;
  for (let end = 0; end < 4; end++) {
    knots[end] = low;
    knots[size + end] = high;
  }
  for (let inner = 1; inner <= size - 4; inner++) knots[3 + inner] = quantile(sample, inner / (size - 3));
  const basis = new Float64Array(4);
  return (draw: number): { first: number; basis: Float64Array } => {
    const x = Math.min(high, Math.max(low, column[draw] as number));
    let span = 3;
    while (span < size - 1 && x >= (knots[span + 1] as number)) span++;
    basisAt(knots, span, x, basis);
    return { first: span - 3, basis };
  };
}

function tensor(left: ArrayLike<number>, right: ArrayLike<number>): Columns {
  const each = 8;
  const across = splinesOf(left, each);
  const down = splinesOf(right, each);
  return {
    size: each * each,
    fill: (draw, value) => {
      const a = across(draw);
      const b = down(draw);
      for (let i = 0; i < 4; i++)
        for (let j = 0; j < 4; j++)
          value[(a.first + i) * each + b.first + j] = (a.basis[i] as number) * (b.basis[j] as number);
    },
  };
}

function additive(parameters: readonly ArrayLike<number>[]): Columns {
  const count = parameters.length;
  const each = count > 12 ? 5 : 8;
  const splines = parameters.map((column) => splinesOf(column, each));
  const scores = parameters.map(scoreOf);
  // Beyond eight parameters only the plain product of each pair, or the equations grow too large.
  const powers =
    count > 8
      ? [[1, 1]]
      : [
          [1, 1],
          [2, 1],
          [1, 2],
          [2, 2],
        ];
  const pairs = (count * (count - 1)) / 2;
  const score = new Float64Array(count);
  return {
    size: each * count + powers.length * pairs,
    fill: (draw, value) => {
      for (let k = 0; k < count; k++) {
        const { first, basis } = (splines[k] as (typeof splines)[number])(draw);
        for (let i = 0; i < 4; i++) value[k * each + first + i] = basis[i] as number;
        score[k] = Math.min(4, Math.max(-4, (scores[k] as (typeof scores)[number])(draw)));
      }
      let at = each * count;
      for (let k = 1; k < count; k++)
        for (let l = 0; l < k; l++)
          for (const [up, over] of powers) {
            const a = score[k] as number;
            const b = score[l] as number;
            value[at++] = (up === 2 ? a * a - 1 : a) * (over === 2 ? b * b - 1 : b);
          }
    },
  };
}

/** The column in robust standard units; within products it is kept to 4, so that a far tail does not rule them. */
function scoreOf(column: ArrayLike<number>): (draw: number) => number {
  const sample = sorted(column);
  const middle = quantile(sample, 0.5);
  const spread =
    (quantile(sample, 0.8413) - quantile(sample, 0.1587)) / 2 || (quantile(sample, 1) - quantile(sample, 0)) / 2 || 1;
  return (draw) => ((column[draw] as number) - middle) / spread;
}
