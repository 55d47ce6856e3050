import { fitting } from "./IntervalChart.tsx";
import { useWidth } from "./useWidth.ts";
import "./charts.css";

export type RankRow = {
  readonly key: string;
  readonly label: string;
  /** Rows of one group stand together under its name. */
  readonly group: string;
  readonly structure: string;
  /** Shares of draws at first, second, third place. */
  readonly shares: readonly number[];
};

type Props = {
  readonly rows: readonly RankRow[];
  readonly describe: string;
  /** The shares as words, at the end of the row's name. */
  readonly write: (shares: readonly number[]) => string;
  readonly format: (share: number) => string;
};

const rowHeight = 40;
const groupHeight = 26;
const classes = ["first", "second", "third"];

/** One bar a row on a scale from 0 to 1: first place darkest, then second and third. */
export function RankChart({ rows, describe, write, format }: Props) {
  const [place, width] = useWidth<HTMLDivElement>();
  const x = (share: number) => 8 + share * (width - 16);
  const begins = rows.map(({ group }, index) => group !== rows[index - 1]?.group);
  const bottom = 4 + rows.length * rowHeight + begins.filter(Boolean).length * groupHeight;
  return (
    <div ref={place}>
      <svg
        className="chart"
        role="img"
        aria-label={describe}
        width={width}
        height={bottom + 26}
        viewBox={`0 0 ${width} ${bottom + 26}`}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
          <g key={tick}>
            <line className="grid" x1={x(tick)} x2={x(tick)} y1={4} y2={bottom} />
            <text
              className="tick"
              x={x(tick)}
              y={bottom + 18}
              textAnchor={tick === 0 ? "start" : tick === 1 ? "end" : "middle"}
            >
              {format(tick)}
            </text>
          </g>
        ))}
        {rows.map(({ key, label, structure, shares, group }, index) => {
          const y = 26 + index * rowHeight + begins.slice(0, index + 1).filter(Boolean).length * groupHeight;
          let from = 0;
          return (
            <g key={key} className={`structure-${structure}`}>
              {begins[index] && (
                <text className="group" x={8} y={y - 26}>
                  {fitting(group, width - 16)}
                </text>
              )}
              <text x={8} y={y - 5}>
                {label}{" "}
                <tspan className="value-label" dx={6}>
                  {write(shares)}
                </tspan>
              </text>
              {shares.map((share, rank) => {
                const start = from;
                from += share;
                return (
                  <rect
                    key={classes[rank]}
                    className={`rank ${classes[rank]}`}
                    x={x(start)}
                    y={y}
                    width={Math.max(0, x(from) - x(start))}
                    height={10}
                  />
                );
              })}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
