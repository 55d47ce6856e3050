/**
 * A quantile function worked out once at `cells` even steps and interpolated after: monotone cubics (Fritsch and
 * Carlson 1980) between, the function itself in the outer `tail` cells on each side, where quantiles bend most.
 * With the defaults the error inside is below 1e-6 of the spread for the distributions of this folder.
 */
export function tabulated(quantile: (p: number) => number, cells = 1024, tail = 32): (p: number) => number {
  const value = new Float64Array(cells + 1);
  for (let node = tail - 2; node <= cells - tail + 2; node++) value[node] = quantile(node / cells);
  const y = (node: number) => value[node] as number;
  const slope = new Float64Array(cells + 1);
  for (let node = tail; node <= cells - tail; node++) {
    const before = y(node) - y(node - 1);
    const after = y(node + 1) - y(node);
    // The difference over five nodes is of fourth order; the cap at three times the smaller rise keeps it monotone.
    const centred = (y(node - 2) - 8 * y(node - 1) + 8 * y(node + 1) - y(node + 2)) / 12;
    slope[node] = before * after <= 0 ? 0 : Math.max(0, Math.min(centred, 3 * Math.min(before, after)));
  }
  return (p) => {
    const place = p * cells;
    const node = Math.floor(place);
    if (!(node >= tail && node < cells - tail)) return quantile(p);
    const t = place - node;
    const y0 = value[node] as number;
    const y1 = value[node + 1] as number;
    const s0 = slope[node] as number;
    const s1 = slope[node + 1] as number;
    const rise = y1 - y0;
    return y0 + t * (s0 + t * (3 * rise - 2 * s0 - s1 + t * (s0 + s1 - 2 * rise)));
  };
}
