import type { Scope } from "../../engine/ensembles.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { Said } from "../../parts/Said.tsx";
import { useText } from "../../text/useText.ts";
import { nameOf, type Shown } from "./common.ts";
import { FailurePanel } from "./FailurePanel.tsx";

type Props = Shown & {
  readonly scope: Scope;
  readonly measure: string;
  readonly onMeasure: (measure: string) => void;
};

/** One measure closer: which assumptions its spread leans on, and under which conditions it fails. */
export function CloserLook({ answer, order, measures, scope, measure, onMeasure }: Props) {
  const { t, format, said } = useText();
  const rows = answer.results.filter(({ intervention }) => intervention === measure);
  const name = said(nameOf(measures, measure));
  return (
    <section className="stack">
      <h2>{t("leverage.closer")}</h2>
      <label className="field">
        {t("decide.measure")}
        <select value={measure} onChange={(event) => onMeasure(event.target.value)}>
          {order.map((id) => (
            <option key={id} value={id}>
              {said(nameOf(measures, id))}
            </option>
          ))}
        </select>
      </label>
      <h3>{t("leverage.leans", { measure: name })}</h3>
      <DataTable
        caption={t("leverage.leans", { measure: name })}
        quietCaption
        rows={rows}
        keyOf={({ structure }) => structure}
        columns={[
          { key: "theory", title: t("decide.theory"), cell: ({ structure }) => t(`theory.${structure}`) },
          {
            key: "most",
            title: t("leverage.leaning"),
            cell: ({ leansOn: [leaning] }) =>
              leaning === undefined || leaning.share < 0.005 ? (
                t("decide.none")
              ) : (
                <>
                  <Said>{leaning.label}</Said>
                  <br />
                  <span className="soft small">{t("decide.share", { share: format.share(leaning.share) })}</span>
                </>
              ),
          },
        ]}
      />
      <p className="small soft">{t("leverage.few")}</p>
      {measure !== "" && <FailurePanel scope={scope} measure={measure} name={name} />}
    </section>
  );
}
