import type { StudyPolicy } from "@counterweight/policy";
import { useEffect, useState } from "react";
import { engine, type PolicyRequest } from "../../engine/engine.ts";
import type { PolicyAnswer } from "../../engine/summary.ts";
import { IntervalChart } from "../../parts/charts/IntervalChart.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { LoadingState } from "../../parts/States.tsx";
import { useText } from "../../text/useText.ts";
import { spanOf } from "./spans.ts";

type Props = {
  readonly base: Omit<PolicyRequest, "policy" | "courses">;
  readonly policies: readonly StudyPolicy[];
  readonly sourceText: string;
};

/** Up to four saved policies side by side: the change in people exploited under each theory. */
export function ComparePanel({ base, policies, sourceText }: Props) {
  const { t, format } = useText();
  const answers = useAnswers(base, policies);
  if (answers === undefined) return <LoadingState what={t("policy.computing")} />;
  const rows = policies.flatMap(({ name }, index) =>
    (answers[index]?.structures ?? []).map(({ structure, ends }) => ({
      key: `${index} ${structure}`,
      label: `${name} · ${t(`policy.structure-${structure}`)}`,
      name,
      structure,
      ...ends.people.change,
    })),
  );
  const best = answers
    .map((answer, index) => ({ worst: spanOf(answer, "people").medians[1], name: policies[index]?.name ?? "" }))
    .toSorted((a, b) => a.worst - b.worst)[0];
  const title = t("policy.compare-title", { name: best?.name ?? "", change: format.change(best?.worst ?? 0) });
  return (
    <Figure
      title={title}
      level={2}
      name="policies"
      rows={rows}
      keyOf={(row) => row.key}
      columns={[
        { key: "policy", title: t("policy.policy"), cell: (row) => row.name },
        { key: "theory", title: t("policy.theory"), cell: (row) => t(`policy.structure-${row.structure}`) },
        { key: "low", title: "5%", numeric: true, cell: (row) => format.change(row.low) },
        { key: "median", title: t("policy.middle"), numeric: true, cell: (row) => format.change(row.median) },
        { key: "high", title: "95%", numeric: true, cell: (row) => format.change(row.high) },
      ]}
      toCsv={() => [
        ["policy", "structure", "p5", "p50", "p95", "unit"],
        ...rows.map((row) => [
          row.name,
          row.structure,
          row.low,
          row.median,
          row.high,
          "relative change in people exploited",
        ]),
      ]}
      source={sourceText}
      sourceText={sourceText}
    >
      <IntervalChart
        rows={rows}
        format={format.change}
        describe={title}
        reference={{ value: 0, label: t("policy.today") }}
      />
    </Figure>
  );
}

function useAnswers(base: Props["base"], policies: readonly StudyPolicy[]): readonly PolicyAnswer[] | undefined {
  const [answers, setAnswers] = useState<readonly PolicyAnswer[]>();
  const key = JSON.stringify([base, policies]);
  useEffect(() => {
    const stop = new AbortController();
    const [own, all] = JSON.parse(key) as [Props["base"], StudyPolicy[]];
    const run = async () => {
      const done: PolicyAnswer[] = [];
      for (const policy of all) done.push(await engine.policy({ ...own, policy, courses: [] }, stop.signal));
      setAnswers(done);
    };
    run().catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    return () => stop.abort();
  }, [key]);
  return answers?.length === policies.length ? answers : undefined;
}
