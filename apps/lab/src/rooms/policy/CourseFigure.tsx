import { type StudyOutcomeKey, studyOutcomes } from "@counterweight/policy";
import { memo } from "react";
import type { PolicyAnswer } from "../../engine/summary.ts";
import { FanChart } from "../../parts/charts/FanChart.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { useText } from "../../text/useText.ts";
import { spanOf } from "./spans.ts";

type Props = {
  readonly answer: PolicyAnswer;
  readonly outcome: StudyOutcomeKey;
  /** A sentence of its own where the room knows a better one. */
  readonly title?: string;
  readonly name: string;
  readonly sourceText: string;
  readonly level?: 2 | 3;
};

/** One outcome year by year under each theory, with bands, beside today's course. */
export const CourseFigure = memo(function CourseFigure({ answer, outcome, title, name, sourceText, level = 2 }: Props) {
  const { t, format } = useText();
  const { medians, direction } = spanOf(answer, outcome);
  const [least, most] = medians.map((value) => format.change(value));
  const what = t(`policy.outcome-${outcome}`);
  const sentence =
    title ??
    t(`policy.title-${direction}`, { what, years: answer.years, least, most, count: answer.structures.length });
  const { kind, unit } = studyOutcomes[outcome];
  const write =
    outcome === "profit" ? format.money : kind === "index" || kind === "share" ? format.share : format.count;
  const series = answer.structures.flatMap(({ structure, courses, today }) => {
    const bands = courses[outcome];
    if (bands === undefined) return [];
    const steady = Array.from({ length: answer.years + 1 }, () => today[outcome] ?? Number.NaN);
    return [{ structure, label: t(`policy.structure-${structure}`), bands, today: steady }];
  });
  const years = Array.from({ length: answer.years + 1 }, (_, year) => year);
  const shown = years.filter((year) => year % 5 === 0 || year === answer.years);
  const rows = series.flatMap(({ structure, label, bands }) =>
    shown.map((year) => ({
      key: `${structure} ${year}`,
      label,
      year,
      low: bands.p5[year] ?? Number.NaN,
      median: bands.p50[year] ?? Number.NaN,
      high: bands.p95[year] ?? Number.NaN,
    })),
  );
  return (
    <Figure
      title={sentence}
      level={level}
      name={name}
      rows={rows}
      keyOf={(row) => row.key}
      columns={[
        { key: "structure", title: t("policy.theory"), cell: (row) => row.label },
        { key: "year", title: t("policy.year"), numeric: true, cell: (row) => String(row.year) },
        { key: "low", title: "5%", numeric: true, cell: (row) => write(row.low) },
        { key: "median", title: t("policy.middle"), numeric: true, cell: (row) => write(row.median) },
        { key: "high", title: "95%", numeric: true, cell: (row) => write(row.high) },
      ]}
      toCsv={() => [
        ["structure", "year", "p5", "p25", "p50", "p75", "p95", "unit"],
        ...series.flatMap(({ structure, bands }) =>
          years.map((year) => [
            structure,
            year,
            ...(["p5", "p25", "p50", "p75", "p95"] as const).map((name_) => bands[name_][year] ?? Number.NaN),
            unit,
          ]),
        ),
      ]}
      source={sourceText}
      sourceText={sourceText}
    >
      <FanChart years={years} series={series} format={write} describe={sentence} todayLabel={t("policy.today")} />
    </Figure>
  );
});
