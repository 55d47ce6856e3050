import type { Interval } from "@counterweight/kernel";
import type { MoneyFlow } from "../../engine/moneyFlows.ts";
import { Figure } from "../../parts/Figure.tsx";
import { SourceButton } from "../../parts/SourceButton.tsx";
import { useText } from "../../text/useText.ts";
import { MoneyFlowDrawing } from "./MoneyFlowDrawing.tsx";

const order = ["person", "costs", "trafficker", "sanction", "kept"] as const;

type Props = {
  readonly flow: MoneyFlow;
  readonly sector: string;
  readonly where: string;
  readonly figures: readonly string[];
};

/** Who pays whom in one sector of one region, for each person exploited and year. */
export function MoneyFigure({ flow, sector, where, figures }: Props) {
  const { t, format } = useText();
  const range = ({ low, high }: Interval) => t("shell.interval", { low: format.money(low), high: format.money(high) });
  const title = t("industry.money-title", {
    sector,
    where,
    revenue: format.money(flow.revenue.median),
    kept: format.money(flow.kept.median),
    sanction: format.money(flow.sanction.median),
  });
  const source = t("industry.money-source");
  return (
    <Figure
      title={title}
      level={2}
      name="money"
      rows={(["revenue", ...order] as const).map((key) => ({ key, interval: flow[key] }))}
      keyOf={(row) => row.key}
      columns={[
        { key: "who", title: t("industry.who"), cell: (row) => t(`industry.flow-${row.key}`) },
        { key: "median", title: t("industry.middle"), numeric: true, cell: (row) => format.money(row.interval.median) },
        { key: "range", title: t("industry.nine-in-ten"), numeric: true, cell: (row) => range(row.interval) },
      ]}
      toCsv={() => [
        ["flow", "low", "median", "high", "unit"],
        ...(["revenue", ...order] as const).map((key) => [
          key,
          flow[key].low,
          flow[key].median,
          flow[key].high,
          "US$ of 2021 per person-year",
        ]),
      ]}
      source={
        <>
          {source} <SourceButton figures={figures} about={title} />
        </>
      }
      sourceText={source}
    >
      <MoneyFlowDrawing
        from={{ name: t("industry.flow-revenue"), amount: format.money(flow.revenue.median) }}
        middle={t("industry.exploiter")}
        describe={title}
        parts={order.map((key) => ({
          key,
          name: t(`industry.flow-${key}`),
          amount: `${format.money(flow[key].median)} (${range(flow[key])})`,
          value: flow[key].median,
        }))}
      />
    </Figure>
  );
}
