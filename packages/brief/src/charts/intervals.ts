import { escapeHtml } from "../escape.ts";
import { ink, quiet, rule } from "../palette.ts";
import { linearScale } from "./scale.ts";

export type IntervalRow = {
  readonly label: string;
  readonly marks: readonly {
    readonly low: number;
    readonly median: number;
    readonly high: number;
    readonly colour: string;
    readonly dash?: string;
    readonly name?: string;
  }[];
};

export type IntervalChartOptions = {
  readonly width?: number;
  readonly labelWidth?: number;
  readonly format: (value: number) => string;
  /** The axis in words, with its unit. */
  readonly axis: string;
  /** Draws a line here, for example at no change. */
  readonly zero?: number;
  readonly describe: string;
};

const textSize = 12;

/** Rows of medians (dots) with their intervals (lines), one mark a structure: the picture of a ranking. */
export function intervalChart(rows: readonly IntervalRow[], options: IntervalChartOptions): string {
  const width = options.width ?? 760;
  const labelWidth = options.labelWidth ?? 250;
  const values = rows.flatMap(({ marks }) => marks.flatMap(({ low, high }) => [low, high])).filter(Number.isFinite);
  if (options.zero !== undefined) values.push(options.zero);
  const scale = linearScale(Math.min(...values), Math.max(...values), labelWidth, width - 24);
  const rowHeight = (row: IntervalRow) => Math.max(22, row.marks.length * 9 + 10);
  const names = legend(rows);
  const top = names.length > 1 ? 24 : 6;
  const parts: string[] = [];
  let y = top;
  for (const row of rows) {
    const height = rowHeight(row);
    const middle = y + height / 2;
    parts.push(
      `<text x="${labelWidth - 10}" y="${middle + 4}" text-anchor="end" fill="${ink}">${escapeHtml(shorten(row.label, labelWidth))}</text>`,
    );
    row.marks.forEach((mark, index) => {
      const line = middle + (index - (row.marks.length - 1) / 2) * 9;
      const dash = mark.dash ? ` stroke-dasharray="${mark.dash}"` : "";
      parts.push(
        `<line x1="${px(scale.at(mark.low))}" x2="${px(scale.at(mark.high))}" y1="${line}" y2="${line}" stroke="${mark.colour}" stroke-width="2.5"${dash}/>`,
        `<circle cx="${px(scale.at(mark.median))}" cy="${line}" r="4" fill="${mark.colour}"/>`,
      );
    });
    y += height;
  }
  const bottom = y + 4;
  const grid = scale.ticks.map(
    (tick) =>
      `<line x1="${px(scale.at(tick))}" x2="${px(scale.at(tick))}" y1="${top}" y2="${bottom}" stroke="${rule}"/><text x="${px(scale.at(tick))}" y="${bottom + 15}" text-anchor="middle" fill="${quiet}">${escapeHtml(options.format(tick))}</text>`,
  );
  const zero =
    options.zero === undefined
      ? ""
      : `<line x1="${px(scale.at(options.zero))}" x2="${px(scale.at(options.zero))}" y1="${top}" y2="${bottom}" stroke="${ink}"/>`;
  let x = labelWidth;
  const key =
    names.length > 1
      ? names.map(({ name, colour, dash }) => {
          const at = x;
          x += 46 + name.length * 6.4;
          return `<line x1="${at}" x2="${at + 26}" y1="10" y2="10" stroke="${colour}" stroke-width="2.5"${dash ? ` stroke-dasharray="${dash}"` : ""}/><text x="${at + 32}" y="14" fill="${ink}">${escapeHtml(name)}</text>`;
        })
      : [];
  const height = bottom + 38;
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(options.describe)}" font-size="${textSize}" font-family="inherit">${grid.join("")}${zero}${parts.join("")}${key.join("")}<text x="${width - 4}" y="${height - 4}" text-anchor="end" fill="${quiet}">${escapeHtml(options.axis)}</text></svg>`;
}

function legend(rows: readonly IntervalRow[]): { name: string; colour: string; dash: string }[] {
  const seen = new Map<string, { name: string; colour: string; dash: string }>();
  for (const { marks } of rows)
    for (const { name, colour, dash = "" } of marks)
      if (name !== undefined && !seen.has(name)) seen.set(name, { name, colour, dash });
  return [...seen.values()];
}

function px(value: number): string {
  return value.toFixed(1);
}

function shorten(text: string, width: number): string {
  const fits = Math.floor((width - 16) / 6.2);
  return text.length <= fits ? text : `${text.slice(0, fits - 1)}…`;
}
