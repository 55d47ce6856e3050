import { type StudyOutcomeKey, studyOutcomes } from "@counterweight/policy";
import { memo } from "react";
import type { PolicyAnswer, Spread } from "../../engine/summary.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { useText } from "../../text/useText.ts";

const shown: readonly StudyOutcomeKey[] = [
  "sexWorkIncome",
  "sexWorkPolicing",
  "freeIncome",
  "freePolicing",
  "atRisk",
  "victimsArrested",
];

/** Smaller changes are not called harm. */
const noticeable = 0.005;

/** What the policy does to people who are not its target: free workers, migrants, exploited people who are arrested. */
export const HarmPanel = memo(function HarmPanel({ answer }: { readonly answer: PolicyAnswer }) {
  const { t, format } = useText();
  const rows = shown.filter((key) => answer.structures.some(({ ends }) => Number.isFinite(ends[key].change.median)));
  const isHarm = (key: StudyOutcomeKey, { median }: Spread) => {
    const { harmWhen } = studyOutcomes[key];
    return harmWhen === "rises" ? median > noticeable : harmWhen === "falls" ? median < -noticeable : false;
  };
  const harmed = rows.filter((key) => answer.structures.some(({ ends }) => isHarm(key, ends[key].change)));
  return (
    <section className="stack">
      <h2>
        {harmed.length === 0
          ? t("policy.harm-none")
          : t("policy.harm-title", { who: format.list(harmed.map((key) => t(`policy.harm-${key}`))) })}
      </h2>
      <DataTable
        caption={t("policy.harm-caption", { years: answer.years })}
        keyOf={(key: StudyOutcomeKey) => key}
        rows={rows}
        columns={[
          { key: "who", title: t("policy.harm-who"), cell: (key) => t(`policy.outcome-${key}`) },
          ...answer.structures.map(({ structure, ends }) => ({
            key: structure,
            title: t(`policy.structure-${structure}`),
            numeric: true,
            cell: (key: StudyOutcomeKey) => {
              const { change } = ends[key];
              const harm = isHarm(key, change);
              return (
                <span className={harm ? "harm" : undefined}>
                  {format.change(change.median)}
                  {harm && ` ${t("policy.harm-word")}`}
                  <br />
                  <span className="soft small">
                    {t("shell.interval", { low: format.change(change.low), high: format.change(change.high) })}
                  </span>
                </span>
              );
            },
          })),
        ]}
      />
      <p className="small soft">{t("policy.harm-note")}</p>
    </section>
  );
});
