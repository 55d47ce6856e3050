import { quantilesOf } from "@counterweight/kernel";

/** Quantiles at each moment, arrays of the same length. */
export type CourseBands = {
  readonly p5: Float64Array;
  readonly p25: Float64Array;
  readonly p50: Float64Array;
  readonly p75: Float64Array;
  readonly p95: Float64Array;
};

const names = ["p5", "p25", "p50", "p75", "p95"] as const;
const shares = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/**
 * Bands of rows of draws: row m stands at `rows[m * width]`, `width` draws each. Type 7 quantiles, as everywhere.
 */
export function bandsOf(rows: Float64Array, width: number): CourseBands {
  const scratch = new Float64Array(width);
  return bandsOver(Math.floor(rows.length / width), (moment) => {
    scratch.set(rows.subarray(moment * width, (moment + 1) * width));
    return scratch;
  });
}

/** The same of rows that are read one by one into a place that is moved about. */
export function bandsOver(moments: number, rowAt: (moment: number) => Float64Array): CourseBands {
  const empty = () => new Float64Array(moments);
  const bands = { p5: empty(), p25: empty(), p50: empty(), p75: empty(), p95: empty() };
  for (let moment = 0; moment < moments; moment++)
    quantilesOf(rowAt(moment), shares).forEach((value, at) => {
      bands[names[at] as keyof CourseBands][moment] = value;
    });
  return bands;
}

/** The draws that are valid in both runs, side by side: rows of a policy and of nothing, all blocks of a structure joined. */
export function joined(
  blocks: readonly { readonly rows: Float64Array; readonly valid: Uint8Array }[],
  moments: number,
): { rows: Float64Array; width: number } {
  const width = blocks.reduce((total, { valid }) => total + valid.reduce((sum, one) => sum + one, 0), 0);
  const rows = new Float64Array(moments * width);
  let at = 0;
  for (const { rows: own, valid } of blocks) {
    const count = valid.length;
    for (let draw = 0; draw < count; draw++) {
      if (valid[draw] !== 1) continue;
      for (let moment = 0; moment < moments; moment++)
        rows[moment * width + at] = own[moment * count + draw] ?? Number.NaN;
      at += 1;
    }
  }
  return { rows, width };
}
