import { ChartFrame } from "./ChartFrame.tsx";
import { fitting, layRows, Ticks } from "./Rows.tsx";
import { useWidth } from "./useWidth.ts";

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
const quarters = [0, 0.25, 0.5, 0.75, 1];
const classes = ["first", "second", "third"];

/** One bar a row on a scale from 0 to 1: first place darkest, then second and third. */
export function RankChart({ rows, describe, write, format }: Props) {
  const [place, width] = useWidth<HTMLDivElement>();
  const x = (share: number) => 8 + share * (width - 16);
  const { begins, tops, bottom } = layRows(rows, 4, rowHeight);
  return (
    <ChartFrame place={place} width={width} height={bottom + 26} describe={describe}>
      <Ticks ticks={quarters} x={x} top={4} bottom={bottom} width={width} format={format} />
      {rows.map(({ key, label, structure, shares, group }, index) => {
        const y = (tops[index] ?? 0) + 22;
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
    </ChartFrame>
  );
}
