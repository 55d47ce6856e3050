const groupHeight = 26;

type Grouped = { readonly group?: string };

/** Where rows stand below each other, with room above the first row of each group for its name. */
export function layRows(
  rows: readonly Grouped[],
  top: number,
  rowHeight: number,
): { readonly tops: readonly number[]; readonly begins: readonly boolean[]; readonly bottom: number } {
  const begins = rows.map(({ group }, index) => group !== undefined && group !== rows[index - 1]?.group);
  const groups = (upTo: number) => begins.slice(0, upTo).filter(Boolean).length;
  return {
    begins,
    tops: rows.map((_, index) => top + index * rowHeight + groups(index + 1) * groupHeight),
    bottom: top + rows.length * rowHeight + groups(rows.length) * groupHeight,
  };
}

/** What fits in one line of a chart; the whole stands in the table. */
export const fitting = (words: string, width: number): string => {
  const most = Math.floor(width / 7.4);
  return words.length > most ? `${words.slice(0, most - 1).trimEnd()}…` : words;
};

type TicksProps = {
  readonly ticks: readonly number[];
  readonly x: (value: number) => number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly format: (value: number) => string;
};

/** Grid lines with their values below; the outermost keep within the picture. */
export function Ticks({ ticks, x, top, bottom, width, format }: TicksProps) {
  return ticks.map((tick) => (
    <g key={tick}>
      <line className="grid" x1={x(tick)} x2={x(tick)} y1={top} y2={bottom} />
      <text
        className="tick"
        x={x(tick)}
        y={bottom + 18}
        textAnchor={x(tick) < 30 ? "start" : x(tick) > width - 30 ? "end" : "middle"}
      >
        {format(tick)}
      </text>
    </g>
  ));
}
