import type { Leverage } from "@counterweight/policy";
import { IntervalChart } from "../../parts/charts/IntervalChart.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { useText } from "../../text/useText.ts";
import type { LeverageData } from "./compute.ts";

type Props = { readonly data: LeverageData; readonly theory: string; readonly by: "dollar" | "unit" };

const shown = 12;

/** The measures that move most in one theory, by unit or by dollar; all of them stand in the table. */
export function LeverageFigure({ data: { catalogue, leverage }, theory, by }: Props) {
  const { t, format } = useText();
  const name = (id: string) => catalogue.find((one) => one.id === id)?.name ?? id;
  // By unit the number is a change, and less exploitation is better; by dollar it is what is gained.
  const of = (row: Leverage) => (by === "dollar" ? row.perMillion : row.perUnit);
  const rows = leverage
    .filter(({ structure }) => structure === theory)
    .toSorted((a, b) => (by === "dollar" ? of(b).median - of(a).median : of(a).median - of(b).median));
  const first = rows[0];
  const write = by === "dollar" ? format.count : format.change;
  const percent = (share = 0) => `${Math.round(share * 100)}%`;
  const ranks = (row: Leverage) => (by === "dollar" ? row.rankPerDollar : row.rankPerUnit);
  if (first === undefined) return null;
  const title = t(`leverage.first-${by}`, {
    name: name(first.intervention),
    share: percent(ranks(first)[0]),
    size: write(of(first).median),
    low: write(of(first).low),
    high: write(of(first).high),
  });
  return (
    <Figure
      title={title}
      level={2}
      name={`leverage-${theory}-${by}`}
      rows={rows}
      keyOf={({ intervention }) => intervention}
      columns={[
        {
          key: "measure",
          title: t("leverage.measure"),
          cell: ({ intervention }) => <span lang="en">{name(intervention)}</span>,
        },
        { key: "unit", title: t("leverage.per-unit"), numeric: true, cell: (row) => span(row.perUnit, format.change) },
        {
          key: "dollar",
          title: t("leverage.per-dollar"),
          numeric: true,
          cell: (row) => span(row.perMillion, format.count),
        },
        { key: "first", title: t("leverage.rank-first"), numeric: true, cell: (row) => percent(ranks(row)[0]) },
        {
          key: "top",
          title: t("leverage.rank-top"),
          numeric: true,
          cell: (row) => percent(ranks(row).reduce((sum, share) => sum + share, 0)),
        },
        {
          key: "leans",
          title: t("leverage.leans"),
          cell: (row) => <span lang="en">{row.leansOn[0]?.label ?? ""}</span>,
        },
      ]}
      toCsv={() => [
        ["measure", "unit 5%", "unit 50%", "unit 95%", "million 5%", "million 50%", "million 95%", "leans on"],
        ...rows.map(({ intervention, perUnit, perMillion, leansOn }) => [
          intervention,
          perUnit.low,
          perUnit.median,
          perUnit.high,
          perMillion.low,
          perMillion.median,
          perMillion.high,
          leansOn[0]?.label ?? "",
        ]),
      ]}
      source={t("leverage.source")}
      sourceText={t("leverage.source")}
    >
      <IntervalChart
        rows={rows
          .slice(0, shown)
          .map((row) => ({ key: row.intervention, label: name(row.intervention), structure: theory, ...of(row) }))}
        format={write}
        describe={title}
      />
    </Figure>
  );
}

function span(
  { low, median, high }: { readonly low: number; readonly median: number; readonly high: number },
  write: (value: number) => string,
): string {
  return `${write(median)} (${write(low)} – ${write(high)})`;
}
