import { escapeHtml } from "../escape.ts";
import { ink, quiet, rule } from "../palette.ts";
import { linearScale } from "./scale.ts";

export type FanSeries = {
  readonly name: string;
  readonly colour: string;
  readonly dash?: string;
  /** One entry a time point: the interval and the median. */
  readonly low: readonly number[];
  readonly median: readonly number[];
  readonly high: readonly number[];
};

/** Bands with the median as a line, labels on the lines. */
export function fanChart(
  times: readonly number[],
  series: readonly FanSeries[],
  options: {
    readonly width?: number;
    readonly height?: number;
    readonly format: (value: number) => string;
    readonly axis: string;
    readonly describe: string;
    readonly fromZero?: boolean;
  },
): string {
  const width = options.width ?? 760;
  const height = options.height ?? 320;
  const [left, right, top, bottom] = [70, 150, 14, height - 40];
  const values = series.flatMap(({ low, high }) => [...low, ...high]).filter(Number.isFinite);
  const y = linearScale(
    options.fromZero ? Math.min(0, ...values) : Math.min(...values),
    Math.max(...values),
    bottom,
    top,
  );
  const x = linearScale(times[0] ?? 0, times.at(-1) ?? 1, left, width - right, 6);
  const point = (time: number, value: number) => `${x.at(time).toFixed(1)},${y.at(value).toFixed(1)}`;
  const grid = y.ticks.map(
    (tick) =>
      `<line x1="${left}" x2="${width - right}" y1="${y.at(tick).toFixed(1)}" y2="${y.at(tick).toFixed(1)}" stroke="${rule}"/><text x="${left - 8}" y="${(y.at(tick) + 4).toFixed(1)}" text-anchor="end" fill="${quiet}">${escapeHtml(options.format(tick))}</text>`,
  );
  const years = x.ticks.map(
    (tick) =>
      `<text x="${x.at(tick).toFixed(1)}" y="${bottom + 18}" text-anchor="middle" fill="${quiet}">${tick}</text>`,
  );
  const bands = series.map(({ low, high, colour }) => {
    const upper = times.map((time, index) => point(time, high[index] ?? Number.NaN));
    const lower = times.map((time, index) => point(time, low[index] ?? Number.NaN)).reverse();
    return `<polygon points="${[...upper, ...lower].join(" ")}" fill="${colour}" fill-opacity="0.14"/>`;
  });
  const lines = series.map(
    ({ median, colour, dash }) =>
      `<polyline points="${times.map((time, index) => point(time, median[index] ?? Number.NaN)).join(" ")}" fill="none" stroke="${colour}" stroke-width="2.5"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`,
  );
  const labels = spreadOut(
    series.map(({ name, median, colour }) => ({ name, colour, y: y.at(median.at(-1) ?? 0) })),
    15,
  ).map(
    (label) =>
      `<text x="${width - right + 8}" y="${(label.y + 4).toFixed(1)}" fill="${label.colour}">${escapeHtml(label.name)}</text>`,
  );
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(options.describe)}" font-size="12" font-family="inherit">${grid.join("")}${years.join("")}${bands.join("")}${lines.join("")}${labels.join("")}<text x="${(left + width - right) / 2}" y="${height - 4}" text-anchor="middle" fill="${ink}">${escapeHtml(options.axis)}</text></svg>`;
}

/** Moves labels apart downwards until none is nearer than `gap` to the one above. */
function spreadOut<Label extends { readonly y: number }>(labels: readonly Label[], gap: number): Label[] {
  const sorted = labels.toSorted((a, b) => a.y - b.y);
  let floor = Number.NEGATIVE_INFINITY;
  return sorted.map((label) => {
    const y = Math.max(label.y, floor);
    floor = y + gap;
    return { ...label, y };
  });
}
