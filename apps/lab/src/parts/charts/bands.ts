/** Quantiles over draws at each moment; all arrays have the length of `years`. */
export type Bands = {
  readonly p5: ArrayLike<number>;
  readonly p25: ArrayLike<number>;
  readonly p50: ArrayLike<number>;
  readonly p75: ArrayLike<number>;
  readonly p95: ArrayLike<number>;
};

export type FanSeries = {
  /** `D`, `S`, `E`, `W`: colour and dash come from the tokens. */
  readonly structure: string;
  readonly label: string;
  readonly bands: Bands;
  /** The same structure without the policy, drawn as a thin grey line. */
  readonly today?: ArrayLike<number>;
};

/** Least and greatest of the outer bands, with zero or one taken in where given. */
export function extentOf(series: readonly FanSeries[], include: readonly number[] = []): [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  const take = (value: number | undefined) => {
    if (value === undefined || !Number.isFinite(value)) return;
    least = Math.min(least, value);
    most = Math.max(most, value);
  };
  for (const { bands, today } of series) {
    for (let at = 0; at < bands.p50.length; at++) {
      take(bands.p5[at]);
      take(bands.p95[at]);
      take(today?.[at]);
    }
  }
  for (const value of include) take(value);
  return least <= most ? [least, most] : [0, 1];
}
