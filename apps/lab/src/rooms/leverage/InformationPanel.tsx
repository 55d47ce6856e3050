import { DataTable } from "../../parts/DataTable.tsx";
import { useText } from "../../text/useText.ts";
import type { LeverageData } from "./compute.ts";

/** What is worth finding out before one measure is chosen for the same money. */
export function InformationPanel({ data: { catalogue, information } }: { readonly data: LeverageData }) {
  const { t, format } = useText();
  const name = catalogue.find(({ id }) => id === information.best.policy)?.name ?? information.best.policy;
  return (
    <section className="stack">
      <h2>{t("leverage.information")}</h2>
      <p>
        {t("leverage.information-all", {
          name,
          gain: format.share(information.best.gain),
          all: format.share(information.everything.estimate),
        })}
      </p>
      <DataTable
        caption={t("leverage.information")}
        quietCaption
        rows={information.parameters}
        keyOf={(row) => row.name}
        columns={[
          { key: "what", title: t("leverage.quantity"), cell: ({ label }) => <span lang="en">{label}</span> },
          {
            key: "worth",
            title: t("leverage.worth"),
            numeric: true,
            cell: ({ estimate, standardError }) => `${format.share(estimate)} ± ${format.share(standardError)}`,
          },
        ]}
      />
    </section>
  );
}
