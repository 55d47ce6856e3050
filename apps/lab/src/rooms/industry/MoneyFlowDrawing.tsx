import { ChartFrame } from "../../parts/charts/ChartFrame.tsx";
import { useWidth } from "../../parts/charts/useWidth.ts";
import { layOut, ribbon } from "./layOut.ts";
import "../../parts/charts/charts.css";
import "./industry.css";

export type Part = { readonly key: string; readonly name: string; readonly amount: string; readonly value: number };

type Props = {
  readonly from: { readonly name: string; readonly amount: string };
  readonly middle: string;
  readonly parts: readonly Part[];
  readonly describe: string;
};

const height = 340;

/** Money from buyers through the exploiter to everyone it reaches; widths are the middle of the draws. */
export function MoneyFlowDrawing({ from, middle, parts, describe }: Props) {
  const [place, width] = useWidth<HTMLDivElement>();
  const isNarrow = width < 520;
  const left = isNarrow ? 10 : 130;
  const centre = isNarrow ? width * 0.32 : width * 0.42;
  const right = isNarrow ? width * 0.52 : width * 0.66;
  const { source, targets } = layOut(
    parts.map(({ value }) => value),
    { height, top: 46, gap: 34, least: 2 },
  );
  const bar = 12;
  return (
    <ChartFrame place={place} width={width} height={height} describe={describe}>
      <path
        className="ribbon revenue"
        d={ribbon(
          { x: left + bar, top: source.top, bottom: source.bottom },
          { x: centre, top: source.top, bottom: source.bottom },
        )}
      />
      {targets.map((target, index) => {
        const part = parts[index];
        if (part === undefined) return null;
        return (
          <g key={part.key} className={`flow-${part.key}`}>
            <path
              className="ribbon"
              d={ribbon(
                { x: centre + bar, top: target.from, bottom: target.from + target.size },
                { x: right, top: target.top, bottom: target.top + target.size },
              )}
            />
            <rect className="bar" x={right} y={target.top} width={bar} height={target.size} />
            <text x={right + bar + 8} y={target.top + target.size / 2 - 3}>
              {part.name}
            </text>
            <text className="amount" x={right + bar + 8} y={target.top + target.size / 2 + 14}>
              {part.amount}
            </text>
          </g>
        );
      })}
      <rect className="bar end" x={left} y={source.top} width={bar} height={source.bottom - source.top} />
      <rect className="bar end" x={centre} y={source.top} width={bar} height={source.bottom - source.top} />
      <text x={left} y={source.top - 26}>
        {from.name}
      </text>
      <text className="amount" x={left} y={source.top - 9}>
        {from.amount}
      </text>
      <text x={centre + bar} y={source.bottom + 20} textAnchor="middle">
        {middle}
      </text>
    </ChartFrame>
  );
}
