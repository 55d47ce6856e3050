import type { GroundAnswer } from "../../engine/analyses.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { Said } from "../../parts/Said.tsx";
import { SourceButton } from "../../parts/SourceButton.tsx";
import { useText } from "../../text/useText.ts";

/** The quantities on which most disagreement about beliefs turns, and what study would settle some of it. */
export function Settlers({ settlers }: { readonly settlers: GroundAnswer["settlers"] }) {
  const { t, format, said } = useText();
  return (
    <section className="stack">
      <h2>{t("common-ground.settle")}</h2>
      {settlers.length === 0 ? (
        <p>{t("common-ground.settle-none")}</p>
      ) : (
        <DataTable
          caption={t("common-ground.settle-caption")}
          rows={settlers}
          keyOf={({ name }) => name}
          columns={[
            { key: "label", title: t("common-ground.quantity"), cell: ({ label }) => <Said>{label}</Said> },
            {
              key: "share",
              title: t("common-ground.turns"),
              numeric: true,
              cell: ({ share }) => format.share(share),
            },
            {
              key: "study",
              title: t("common-ground.study"),
              cell: ({ observations, disagreements }) =>
                observations === undefined
                  ? t("common-ground.study-none", { count: disagreements })
                  : t("common-ground.study-size", {
                      low: format.count(observations.low),
                      high: format.count(observations.high),
                      settles: observations.settles,
                      count: disagreements,
                    }),
            },
            {
              key: "figures",
              title: t("common-ground.figures"),
              cell: ({ figures, label }) =>
                figures.length === 0 ? (
                  t("common-ground.figures-none")
                ) : (
                  <SourceButton figures={figures} about={said(label)} />
                ),
            },
          ]}
        />
      )}
    </section>
  );
}
