import { outcomes } from "@counterweight/policy";
import { IntervalChart } from "../../parts/charts/IntervalChart.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { useText } from "../../text/useText.ts";
import { nameOf, type Shown, writerOf } from "./common.ts";
import { sizeOf, structuresOf } from "./rows.ts";

const most = 6;

/** How much the first measures move the outcome, with intervals, theory by theory. */
export function LeverageFigure(shown: Shown) {
  const { t, format, said } = useText();
  const { answer, by, outcome, order, measures, source } = shown;
  const write = writerOf(shown, format);
  const structures = structuresOf(answer);
  const all = order.flatMap((intervention) =>
    structures.flatMap((structure) => {
      const found = answer.results.find((one) => one.structure === structure && one.intervention === intervention);
      if (found === undefined) return [];
      return [
        {
          key: `${structure} ${intervention}`,
          group: said(nameOf(measures, intervention)),
          label: t(`theory.${structure}`),
          structure,
          intervention,
          ...sizeOf(found, by),
        },
      ];
    }),
  );
  const medians = all.filter(({ intervention }) => intervention === order[0]).map(({ median }) => median);
  const title = t(`leverage.size-title-${by}`, {
    measure: said(nameOf(measures, order[0] ?? "")),
    what: t(`leverage.outcome-${outcome}`),
    better: outcomes[outcome].better,
    least: write(Math.min(...medians)),
    most: write(Math.max(...medians)),
  });
  return (
    <Figure
      title={title}
      level={2}
      name="leverage"
      rows={all}
      keyOf={({ key }) => key}
      columns={[
        { key: "measure", title: t("decide.measure"), cell: ({ group }) => group },
        { key: "theory", title: t("decide.theory"), cell: ({ label }) => label },
        { key: "low", title: "5%", numeric: true, cell: ({ low }) => write(low) },
        { key: "median", title: t("leverage.middle"), numeric: true, cell: ({ median }) => write(median) },
        { key: "high", title: "95%", numeric: true, cell: ({ high }) => write(high) },
      ]}
      toCsv={() => [
        ["measure", "structure", "p5", "p50", "p95", "by", "outcome"],
        ...all.map(({ intervention, structure, low, median, high }) => [
          intervention,
          structure,
          low,
          median,
          high,
          by,
          outcome,
        ]),
      ]}
      source={`${t("leverage.bars")} ${source}`}
      sourceText={source}
    >
      <IntervalChart
        rows={all.slice(0, most * structures.length)}
        format={write}
        describe={title}
        reference={{ value: 0, label: t("leverage.zero") }}
      />
    </Figure>
  );
}
