import type { ReactNode, RefObject } from "react";
import "./charts.css";

type Props = {
  /** What `useWidth` measures. */
  readonly place: RefObject<HTMLDivElement | null>;
  readonly width: number;
  readonly height: number;
  /** What the picture shows, in a sentence. */
  readonly describe: string;
  readonly children: ReactNode;
};

/** An SVG as wide as its place, drawn in pixels, that says what it shows. */
export function ChartFrame({ place, width, height, describe, children }: Props) {
  return (
    <div ref={place}>
      <svg
        className="chart"
        role="img"
        aria-label={describe}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        {children}
      </svg>
    </div>
  );
}
