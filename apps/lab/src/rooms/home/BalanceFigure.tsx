import type { IndustrySegment } from "@counterweight/policy";
import { IntervalChart } from "../../parts/charts/IntervalChart.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { wordOf } from "../../parts/PlaceChooser.tsx";
import { SourceButton } from "../../parts/SourceButton.tsx";
import { useText } from "../../text/useText.ts";

/** What exploiters must expect to lose for each 100 dollars that holding a person is worth, sector by sector. */
export function BalanceFigure({
  segments,
  where,
}: {
  readonly segments: readonly IndustrySegment[];
  readonly where: string;
}) {
  const { t, format } = useText();
  const most = Math.max(...segments.map(({ balance }) => balance.median)) * 100;
  const title = t("home.balance-title", { where, most: format.money(most) });
  const rows = segments.map(({ sector, balance }) => ({
    key: sector,
    label: t(`place.${wordOf(sector)}`),
    low: balance.low * 100,
    median: balance.median * 100,
    high: balance.high * 100,
  }));
  const figures = [...new Set(segments.flatMap(({ sources }) => sources))];
  return (
    <Figure
      title={title}
      level={2}
      name="balance"
      rows={rows}
      keyOf={(row) => row.key}
      columns={[
        { key: "sector", title: t("place.sector"), cell: (row) => row.label },
        { key: "low", title: t("home.low"), numeric: true, cell: (row) => format.money(row.low) },
        { key: "median", title: t("home.median"), numeric: true, cell: (row) => format.money(row.median) },
        { key: "high", title: t("home.high"), numeric: true, cell: (row) => format.money(row.high) },
      ]}
      toCsv={() => [
        ["sector", "low", "median", "high", "unit"],
        ...segments.map(({ sector, balance }) => [sector, balance.low, balance.median, balance.high, balance.unit]),
      ]}
      source={
        <>
          {t("home.balance-source")} <SourceButton figures={figures} about={title} />
        </>
      }
      sourceText={t("home.balance-source")}
    >
      <IntervalChart
        rows={rows}
        log
        format={format.money}
        describe={title}
        reference={{ value: 100, label: t("home.balance-even") }}
      />
    </Figure>
  );
}
