import { quantile } from "@counterweight/kernel";

/** Quantiles at each moment, arrays of the same length. */
export type CourseBands = {
  readonly p5: Float64Array;
  readonly p25: Float64Array;
  readonly p50: Float64Array;
  readonly p75: Float64Array;
  readonly p95: Float64Array;
};

const shares = { p5: 0.05, p25: 0.25, p50: 0.5, p75: 0.75, p95: 0.95 } as const;

/**
 * Bands of rows of draws: row m stands at `rows[m * width]`, `width` draws each. Type 7 quantiles, as everywhere.
 */
export function bandsOf(rows: Float64Array, width: number): CourseBands {
  const moments = Math.floor(rows.length / width);
  const empty = () => new Float64Array(moments);
  const bands = { p5: empty(), p25: empty(), p50: empty(), p75: empty(), p95: empty() };
  const scratch = new Float64Array(width);
  for (let moment = 0; moment < moments; moment++) {
    scratch.set(rows.subarray(moment * width, (moment + 1) * width));
    scratch.sort();
    for (const [name, share] of Object.entries(shares))
      bands[name as keyof typeof shares][moment] = quantile(scratch, share);
  }
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
