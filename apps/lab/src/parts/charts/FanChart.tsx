import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { extentOf, type FanSeries } from "./bands.ts";
import { ChartFrame } from "./ChartFrame.tsx";
import { useWidth } from "./useWidth.ts";
import "./charts.css";

type Props = {
  readonly years: readonly number[];
  readonly series: readonly FanSeries[];
  readonly format: (value: number) => string;
  /** What a screen reader says in place of the picture. */
  readonly describe: string;
  readonly todayLabel?: string;
  readonly include?: readonly number[];
  readonly height?: number;
};

const margin = { top: 26, right: 10, bottom: 24, left: 62 };

/**
 * Rival structures side by side on one scale: outer band 5 to 95%, inner band 25 to 75%, the median as a line in the
 * structure's colour and dash, today's course in grey. On a phone the panels stand below each other.
 */
export function FanChart({ years, series, format, describe, todayLabel, include, height = 240 }: Props) {
  const [place, width] = useWidth<HTMLDivElement>();
  const columns = Math.max(1, Math.min(series.length, Math.floor(width / 220)));
  const rows = Math.ceil(series.length / columns);
  const panel = width / columns;
  const [least, most] = extentOf(series, include);
  const y = scaleLinear([least, most], [height - margin.bottom, margin.top]).nice(4);
  const first = years[0] ?? 0;
  const last = years[years.length - 1] ?? 1;
  return (
    <ChartFrame place={place} width={width} height={rows * height} describe={describe}>
      {series.map((one, index) => {
        const column = index % columns;
        const left = column === 0 ? margin.left : 14;
        const x = scaleLinear([first, last], [left, panel - margin.right]);
        const at = (values: ArrayLike<number>, position: number) => y(values[position] ?? 0);
        const band = (low: ArrayLike<number>, high: ArrayLike<number>) =>
          area<number>()
            .x((year) => x(year))
            .y0((_, position) => at(low, position))
            .y1((_, position) => at(high, position))(years) ?? "";
        const course = (values: ArrayLike<number>) =>
          line<number>()
            .x((year) => x(year))
            .y((_, position) => at(values, position))(years) ?? "";
        return (
          <g
            key={one.structure}
            className={`structure-${one.structure}`}
            transform={`translate(${column * panel} ${Math.floor(index / columns) * height})`}
          >
            {y.ticks(4).map((tick) => (
              <g key={tick}>
                <line className="grid" x1={left} x2={panel - margin.right} y1={y(tick)} y2={y(tick)} />
                {column === 0 && (
                  <text className="tick" x={margin.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                    {format(tick)}
                  </text>
                )}
              </g>
            ))}
            {x.ticks(3).map((tick) => (
              <text key={tick} className="tick" x={x(tick)} y={height - 6} textAnchor="middle">
                {tick}
              </text>
            ))}
            <path className="band outer" d={band(one.bands.p5, one.bands.p95)} />
            <path className="band inner" d={band(one.bands.p25, one.bands.p75)} />
            {one.today && <path className="today" d={course(one.today)} />}
            <path className="median" d={course(one.bands.p50)} />
            <text className="label" x={left} y={14}>
              {one.label}
            </text>
            {one.today && todayLabel && index === 0 && (
              <text className="tick" x={panel - margin.right} y={at(one.today, years.length - 1) - 6} textAnchor="end">
                {todayLabel}
              </text>
            )}
          </g>
        );
      })}
    </ChartFrame>
  );
}
