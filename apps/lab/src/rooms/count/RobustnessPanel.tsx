import { type Changed, type CountResult, type HeldOut, oddsRatioSensitivity } from "@counterweight/prevalence";
import { useState } from "react";
import { DataTable } from "../../parts/DataTable.tsx";
import { Said } from "../../parts/Said.tsx";
import { useText } from "../../text/useText.ts";

/** What moves the stepwise estimate: lists, mergers, held-out truth, and the one assumption nobody can test. */
export function RobustnessPanel({ result }: { readonly result: CountResult }) {
  const { t, format } = useText();
  const [step, setStep] = useState(0);
  const { robustness, data } = result;
  if (robustness === null) return null;
  const ratio = 2 ** (step / 4);
  const [moved] = oddsRatioSensitivity(data.observed, robustness.estimate, [ratio]);
  const held = robustness.internalConsistency;
  const number = (value: number | null) => (value === null ? t("count.none") : format.count(value));
  const changedColumns = [
    { key: "change", title: t("count.change"), cell: (row: Changed) => <Said>{row.change}</Said> },
    { key: "estimate", title: t("count.all"), numeric: true, cell: (row: Changed) => number(row.estimate) },
    {
      key: "why",
      title: t("count.model"),
      cell: (row: Changed) => (row.estimate === null ? <Said>{row.reason ?? ""}</Said> : row.model),
    },
  ];
  return (
    <section className="stack count-tables">
      <h2>{t("count.stands")}</h2>
      <label className="field count-slider">
        {t("count.odds")}
        <input
          type="range"
          min={-8}
          max={8}
          step={1}
          value={step}
          onChange={(event) => setStep(Number(event.target.value))}
          aria-valuetext={t("count.odds-value", {
            ratio: format.plain(ratio),
            people: number(moved?.estimate ?? null),
          })}
        />
        <output>
          {t("count.odds-value", { ratio: format.plain(ratio), people: number(moved?.estimate ?? null) })}
        </output>
      </label>
      {held.lists.length > 0 && (
        <>
          <p>
            {held.bias === null
              ? t("count.held-none")
              : t("count.held", {
                  error: format.change(held.bias),
                  coverage: format.share(held.coverage ?? 0),
                  level: format.share(held.level),
                })}
          </p>
          <DataTable<HeldOut>
            caption={t("count.held-caption")}
            rows={held.lists}
            keyOf={({ change }) => change}
            columns={[
              { key: "list", title: t("count.list"), cell: ({ change }) => change.replace("known ", "") },
              { key: "truth", title: t("count.truth"), numeric: true, cell: ({ truth }) => format.exact(truth) },
              { key: "estimate", title: t("count.guessed"), numeric: true, cell: ({ estimate }) => number(estimate) },
              {
                key: "covered",
                title: t("count.covered"),
                cell: ({ covered, reason }) =>
                  covered === null ? <Said>{reason ?? ""}</Said> : covered ? t("count.yes") : t("count.no"),
              },
            ]}
          />
        </>
      )}
      {robustness.leaveOneOut.length > 0 && (
        <DataTable
          caption={t("count.without")}
          rows={robustness.leaveOneOut}
          keyOf={({ change }) => change}
          columns={changedColumns}
        />
      )}
      {robustness.merged.length > 0 && (
        <details>
          <summary>{t("count.merged")}</summary>
          <DataTable
            caption={t("count.merged")}
            quietCaption
            rows={robustness.merged}
            keyOf={({ change }) => change}
            columns={changedColumns}
          />
        </details>
      )}
    </section>
  );
}
