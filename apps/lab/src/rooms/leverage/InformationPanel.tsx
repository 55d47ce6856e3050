import type { Intervention } from "@counterweight/policy";
import type { Scope } from "../../engine/ensembles.ts";
import { useAnalysis } from "../../engine/useAnalysis.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { RunState } from "../../parts/RunState.tsx";
import { Said } from "../../parts/Said.tsx";
import { SourceButton } from "../../parts/SourceButton.tsx";
import { useText } from "../../text/useText.ts";
import { nameOf } from "./common.ts";
import type { Way } from "./state.ts";

type Props = { readonly scope: Scope; readonly by: Way; readonly measures: readonly Intervention[] };

/** What is worth finding out before choosing: worth of knowing everything, and of one quantity alone. */
export function InformationPanel({ scope, by, measures }: Props) {
  const { t, format, said } = useText();
  const run = useAnalysis("information", { scope, by });
  const value = run.answer?.value;
  const first = value?.parameters[0];
  return (
    <section className="stack" aria-busy={run.progress !== undefined}>
      <h2>{t("leverage.information")}</h2>
      {(value === undefined || run.failed !== undefined) && <RunState run={run} />}
      {value && (
        <>
          <p>
            {t(`leverage.best-${value.by}`, {
              measure:
                value.best.policy === "nothing" ? t("leverage.nothing") : said(nameOf(measures, value.best.policy)),
              gain: format.share(value.best.gain),
              everything: format.share(value.everything.estimate),
              error: format.share(value.everything.standardError),
            })}{" "}
            {first && first.estimate > 2 * first.standardError
              ? t("leverage.worth-one", { quantity: said(first.label), share: format.share(Math.min(1, first.share)) })
              : t("leverage.worth-none")}
          </p>
          <DataTable
            caption={t("leverage.worth-caption")}
            rows={value.parameters.slice(0, 8)}
            keyOf={({ name }) => name}
            columns={[
              { key: "quantity", title: t("leverage.quantity"), cell: ({ label }) => <Said>{label}</Said> },
              {
                key: "worth",
                title: t("leverage.worth"),
                numeric: true,
                cell: ({ estimate }) => format.share(estimate),
              },
              {
                key: "error",
                title: t("leverage.error"),
                numeric: true,
                cell: ({ standardError }) => format.share(standardError),
              },
              {
                key: "share",
                title: t("leverage.worth-share"),
                numeric: true,
                cell: ({ share }) => format.share(share),
              },
              {
                key: "figures",
                title: t("leverage.figures"),
                cell: ({ name, label }) => {
                  const figures = run.answer?.figures[name] ?? [];
                  return figures.length === 0 ? (
                    t("leverage.no-figures")
                  ) : (
                    <SourceButton figures={figures} about={said(label)} />
                  );
                },
              },
            ]}
          />
        </>
      )}
      <p className="small soft">{t("leverage.few")}</p>
    </section>
  );
}
