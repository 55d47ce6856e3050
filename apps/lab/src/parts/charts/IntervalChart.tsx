import { scaleLinear, scaleLog } from "d3-scale";
import { ChartFrame } from "./ChartFrame.tsx";
import { fitting, layRows, Ticks } from "./Rows.tsx";
import { useWidth } from "./useWidth.ts";

export type IntervalRow = {
  readonly key: string;
  readonly label: string;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Colour and dash of a structure; ink where absent. */
  readonly structure?: string;
  /** Rows of one group stand together under its name. */
  readonly group?: string;
};

type Props = {
  readonly rows: readonly IntervalRow[];
  readonly format: (value: number) => string;
  readonly describe: string;
  readonly log?: boolean;
  /** A value with a meaning, drawn as a line with its name. */
  readonly reference?: { readonly value: number; readonly label: string };
};

const rowHeight = 46;

/** One line a row: the interval as a bar, the median as a dot with its value, the name above it. */
export function IntervalChart({ rows, format, describe, log, reference }: Props) {
  const [place, width] = useWidth<HTMLDivElement>();
  const values = rows.flatMap(({ low, high }) => [low, high]).filter(Number.isFinite);
  const ends = reference ? [...values, reference.value] : values;
  const least = Math.min(...ends);
  const most = Math.max(...ends);
  const x = (log ? scaleLog() : scaleLinear())
    .domain(log ? [least, most] : [Math.min(0, least), Math.max(0, most)])
    .range([8, width - 8])
    .nice();
  const top = reference ? 22 : 4;
  const { begins, tops, bottom } = layRows(rows, top, rowHeight);
  const ticks = log
    ? x.ticks().filter((tick) => Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9)
    : x.ticks(5);
  const step = Math.max(1, Math.ceil((ticks.length * 64) / width));
  const shown = ticks.filter((_, index) => index % step === 0);
  const clamp = (value: number) => Math.min(width - 4, Math.max(4, x(value)));
  return (
    <ChartFrame place={place} width={width} height={bottom + 26} describe={describe}>
      <Ticks ticks={shown} x={x} top={top} bottom={bottom} width={width} format={format} />
      {reference && (
        <>
          <line className="axis" x1={x(reference.value)} x2={x(reference.value)} y1={top - 4} y2={bottom} />
          <text
            className="tick"
            x={x(reference.value)}
            y={12}
            textAnchor={x(reference.value) > width / 2 ? "end" : "start"}
          >
            {reference.label}
          </text>
        </>
      )}
      {rows.map(({ key, label, low, median, high, structure, group }, index) => {
        const y = (tops[index] ?? 0) + 32;
        return (
          <g key={key} className={structure === undefined ? "plain-row" : `structure-${structure}`}>
            {begins[index] && (
              <text className="group" x={8} y={y - 36}>
                {fitting(group ?? "", width - 16)}
              </text>
            )}
            <text x={8} y={y - 14}>
              {label}{" "}
              <tspan className="value-label" dx={6}>
                {format(median)}
              </tspan>
            </text>
            <line className="interval" x1={clamp(low)} x2={clamp(high)} y1={y} y2={y} />
            <circle className="dot" cx={clamp(median)} cy={y} r={6} />
          </g>
        );
      })}
    </ChartFrame>
  );
}
