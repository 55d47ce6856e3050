import { scaleLinear } from "d3-scale";
import { stackDots } from "./stackDots.ts";
import { useWidth } from "./useWidth.ts";
import "./charts.css";

type Props = {
  /** Twenty equally likely values, ascending: the quantiles 2.5%, 7.5%, ..., 97.5%. */
  readonly values: readonly number[];
  readonly structure: string;
  readonly domain: readonly [number, number];
  readonly format: (value: number) => string;
  /** A dot on the other side of this value is drawn open. */
  readonly threshold: number;
  readonly describe: string;
};

/** Chance one can count: twenty dots, each as likely as the next (Kay et al. 2016). */
export function QuantileDots({ values, structure, domain, format, threshold, describe }: Props) {
  const [place, width] = useWidth<HTMLDivElement>(280);
  const radius = 5;
  const x = scaleLinear([domain[0], domain[1]], [radius + 2, width - radius - 2]);
  const dots = stackDots(
    values.map((value) => x(value)),
    radius * 2 + 1,
  );
  const tall = Math.max(...dots.map(({ level }) => level), 3);
  const height = (tall + 1) * (radius * 2 + 1) + 22;
  const ground = height - 22;
  return (
    <div ref={place}>
      <svg
        className={`chart structure-${structure}`}
        role="img"
        aria-label={describe}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        <line className="axis" x1={0} x2={width} y1={ground} y2={ground} />
        <line className="axis" x1={x(threshold)} x2={x(threshold)} y1={4} y2={ground + 4} />
        {dots.map(({ at, level }, index) => (
          <circle
            key={index}
            className={(values[index] ?? 0) < threshold ? "dot" : "dot worse"}
            cx={at}
            cy={ground - radius - 1 - level * (radius * 2 + 1)}
            r={radius}
          />
        ))}
        {x.ticks(3).map((tick) => (
          <text key={tick} className="tick" x={x(tick)} y={height - 5} textAnchor="middle">
            {format(tick)}
          </text>
        ))}
      </svg>
    </div>
  );
}
