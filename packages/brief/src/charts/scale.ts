/** A straight line from the data to pixels, with round ticks inside the domain. */
export type Scale = { readonly at: (value: number) => number; readonly ticks: readonly number[] };

/** Linear scale; the domain is widened to round ends when `nice`. Domain ends must be finite; equal ends are spread. */
export function linearScale(low: number, high: number, from: number, to: number, wanted = 5): Scale {
  const spread = high > low ? high - low : Math.abs(high) || 1;
  const start = high > low ? low : low - spread / 2;
  const step = roundStep(spread / wanted);
  const first = Math.floor(start / step + 1e-9) * step;
  const last = Math.ceil((start + spread) / step - 1e-9) * step;
  const count = Math.round((last - first) / step);
  return {
    at: (value) => from + ((value - first) / (last - first)) * (to - from),
    // Multiplying keeps 0.1 + 0.2 out of the labels.
    ticks: Array.from({ length: count + 1 }, (_, index) => Number((first + index * step).toPrecision(12))),
  };
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const ratio = rough / power;
  return (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1) * power;
}
