import type { BudgetAnswer } from "../../engine/analyses.ts";
import { IntervalChart } from "../../parts/charts/IntervalChart.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { useText } from "../../text/useText.ts";

/** The allocation whole, theory by theory, beside what its parts would sum to in each scenario. */
export function ScenarioFigure({
  answer: { results, together },
  source,
}: {
  readonly answer: BudgetAnswer;
  readonly source: string;
}) {
  const { t, format } = useText();
  const [result] = results;
  if (result === undefined) return null;
  const rows = together.map(({ structure, avoided }) => ({
    key: structure,
    structure,
    label: t(`theory.${structure}`),
    ...avoided,
  }));
  const medians = rows.map(({ median }) => median);
  const title = t("budget.whole-title", {
    least: format.share(Math.min(...medians)),
    most: format.share(Math.max(...medians)),
    sum: format.share(result.mean),
  });
  return (
    <Figure
      title={title}
      level={2}
      name="allocation-whole"
      rows={rows}
      keyOf={({ key }) => key}
      columns={[
        { key: "theory", title: t("decide.theory"), cell: ({ label }) => label },
        { key: "low", title: "5%", numeric: true, cell: ({ low }) => format.share(low) },
        { key: "median", title: t("budget.middle"), numeric: true, cell: ({ median }) => format.share(median) },
        { key: "high", title: "95%", numeric: true, cell: ({ high }) => format.share(high) },
      ]}
      toCsv={() => [
        ["structure", "kind", "share of draws", "p5", "p50", "p95"],
        ...rows.map(({ structure, low, median, high }) => [structure, "simulated whole", 1, low, median, high]),
        ...result.scenarios.map(({ structure, share, avoided }) => [
          structure,
          "scenario, parts added",
          share,
          avoided,
          avoided,
          avoided,
        ]),
      ]}
      source={`${t("budget.bars")} ${source}`}
      sourceText={source}
    >
      <IntervalChart
        rows={rows}
        format={format.share}
        describe={title}
        reference={{ value: 0, label: t("budget.zero") }}
      />
    </Figure>
  );
}
