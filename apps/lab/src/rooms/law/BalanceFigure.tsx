import type { Penalty } from "@counterweight/law";
import { IntervalChart } from "../../parts/charts/IntervalChart.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { useText } from "../../text/useText.ts";

/** What the law threatens on paper, provision by provision, and what is left of it in practice, for each $100 of value. */
export function BalanceFigure({ result }: { readonly result: Penalty }) {
  const { t, format, said } = useText();
  const hundred = ({ low, median, high }: { low: number; median: number; high: number }) => ({
    low: low * 100,
    median: median * 100,
    high: high * 100,
  });
  const paper = (kind: "law" | "drugs") =>
    (kind === "law" ? result.paper : result.drugs).map((one) => ({
      key: one.provision.id,
      label: t(one.provision.standing === "former" ? "law.row-former" : `law.row-${kind}`, {
        offence: said(one.provision.offence),
        statute: `${one.provision.statute} ${one.provision.section}`,
      }),
      gaps: [...one.gaps, ...one.marks].map(said).join("; "),
      ...hundred(one.balance),
    }));
  const rows = [
    { key: "practice", label: t("law.row-practice"), gaps: "", ...hundred(result.practice.balance) },
    ...[...paper("law"), ...paper("drugs")].filter(({ low }) => low > 0),
  ];
  const paperMedian = Math.max(
    0,
    ...result.paper.filter(({ provision }) => provision.standing === "current").map(({ balance }) => balance.median),
  );
  const title = t(paperMedian > 0 ? "law.balance-title" : "law.balance-title-practice", {
    paper: format.money(paperMedian * 100),
    where: said(result.jurisdiction.name),
    practice: format.money(result.practice.balance.median * 100),
  });
  return (
    <Figure
      title={title}
      level={2}
      name={`penalty-${result.jurisdiction.code}`}
      rows={rows}
      keyOf={(row) => row.key}
      columns={[
        { key: "what", title: t("law.provision"), cell: (row) => row.label },
        { key: "low", title: "5%", numeric: true, cell: (row) => format.money(row.low) },
        { key: "median", title: t("law.median"), numeric: true, cell: (row) => format.money(row.median) },
        { key: "high", title: "95%", numeric: true, cell: (row) => format.money(row.high) },
        { key: "gaps", title: t("law.gaps"), cell: (row) => row.gaps },
      ]}
      toCsv={() => [
        ["provision", "low", "median", "high", "unit", "left out or marked"],
        ...rows.map((row) => [
          row.label,
          row.low,
          row.median,
          row.high,
          "$ of sanction for each $100 of exploitation value",
          row.gaps,
        ]),
      ]}
      source={t("law.balance-source")}
      sourceText={t("law.balance-source")}
    >
      <IntervalChart
        rows={rows}
        log
        format={format.money}
        describe={title}
        reference={{ value: 100, label: t("law.even") }}
      />
    </Figure>
  );
}
