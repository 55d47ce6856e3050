import type { IndustryQuantity, IndustrySegment, industryQuantities } from "@counterweight/policy";
import { dot, ruleY } from "@observablehq/plot";
import { useMemo } from "react";
import { type Drawing, PlotDrawing } from "../../parts/charts/PlotDrawing.tsx";
import { useWidth } from "../../parts/charts/useWidth.ts";
import { Figure } from "../../parts/Figure.tsx";
import { wordOf } from "../../parts/PlaceChooser.tsx";
import { SourceButton } from "../../parts/SourceButton.tsx";
import { useText } from "../../text/useText.ts";

export type Measure = (typeof industryQuantities)[number];

type Props = { readonly segments: readonly IndustrySegment[]; readonly measure: Measure; readonly sector: string };

/** One measure of one sector in every region, on a logarithmic scale: regions differ by factors, not by amounts. */
export function CompareFigure({ segments, measure, sector }: Props) {
  const { t, format } = useText();
  const [place, width] = useWidth<HTMLDivElement>();
  const write = measure === "people" || measure.startsWith("breakEven") ? format.count : format.money;
  const rows = useMemo(
    () =>
      segments
        .map((segment) => {
          const { low, median, high }: IndustryQuantity = segment[measure];
          const scale = measure === "balance" ? 100 : 1;
          return {
            region: t(`place.${wordOf(segment.region)}`),
            low: low * scale,
            median: median * scale,
            high: high * scale,
          };
        })
        .toSorted((a, b) => b.median - a.median),
    [segments, measure, t],
  );
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const title = t("industry.compare-title", {
    measure: t(`industry.${measure}`),
    sector,
    highest: first?.region ?? "",
    high: write(first?.median ?? 0),
    lowest: last?.region ?? "",
    low: write(last?.median ?? 0),
  });
  const draw: Drawing = useMemo(
    () => (pixels) => ({
      height: rows.length * 44 + 50,
      marginLeft: Math.min(170, pixels * 0.4),
      marginRight: 24,
      x: { type: "log", grid: true, label: null, ticks: pixels < 500 ? 3 : 6, tickFormat: write },
      y: { label: null, domain: rows.map((row) => row.region) },
      marks: [
        ruleY(rows, {
          y: "region",
          x1: "low",
          x2: "high",
          stroke: "var(--accent)",
          strokeOpacity: 0.3,
          strokeWidth: 8,
        }),
        dot(rows, { y: "region", x: "median", r: 6, fill: "var(--accent)" }),
      ],
    }),
    [rows, write],
  );
  const figures = [...new Set(segments.flatMap(({ sources }) => sources))];
  return (
    <Figure
      title={title}
      level={2}
      name={`compare-${measure}`}
      rows={rows}
      keyOf={(row) => row.region}
      columns={[
        { key: "region", title: t("place.region"), cell: (row) => row.region },
        { key: "low", title: "5%", numeric: true, cell: (row) => write(row.low) },
        { key: "median", title: t("industry.middle"), numeric: true, cell: (row) => write(row.median) },
        { key: "high", title: "95%", numeric: true, cell: (row) => write(row.high) },
      ]}
      toCsv={() => [
        ["region", "sector", "low", "median", "high", "unit"],
        ...segments.map((segment) => {
          const { low, median, high, unit } = segment[measure];
          return [segment.region, segment.sector, low, median, high, unit];
        }),
      ]}
      source={
        <>
          {t("industry.money-source")} <SourceButton figures={figures} about={title} />
        </>
      }
      sourceText={t("industry.money-source")}
    >
      <div ref={place}>
        <PlotDrawing draw={draw} width={width} describe={title} />
      </div>
    </Figure>
  );
}
