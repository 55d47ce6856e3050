import type { Penalty } from "@counterweight/law";
import { DataTable } from "../../parts/DataTable.tsx";
import { useText } from "../../text/useText.ts";

/** What each term alone would have to become for the expected sanction to eat the margin. */
export function TippingTable({ result }: { readonly result: Penalty }) {
  const { t, format } = useText();
  const write = (term: string, value: number) => {
    if (!Number.isFinite(value)) return t("law.never");
    return term === "fine" || term === "damages" ? format.money(value) : format.count(value);
  };
  return (
    <section className="stack">
      <h2>{t("law.tipping")}</h2>
      <p>
        {result.inversion.some(({ withinReach }) => withinReach > 0.5) ? t("law.tipping-one") : t("law.tipping-none")}
      </p>
      <DataTable
        caption={t("law.tipping")}
        quietCaption
        rows={result.inversion}
        keyOf={({ term }) => term}
        columns={[
          { key: "term", title: t("law.term"), cell: ({ term }) => t(`law.term-${term}`) },
          { key: "today", title: t("law.today"), numeric: true, cell: ({ term, today }) => write(term, today.median) },
          {
            key: "needed",
            title: t("law.needed"),
            numeric: true,
            cell: ({ term, needed }) =>
              !Number.isFinite(needed.median)
                ? t("law.never")
                : t("law.interval", {
                    median: write(term, needed.median),
                    low: write(term, needed.low),
                    high: write(term, needed.high),
                  }),
          },
          {
            key: "factor",
            title: t("law.times"),
            numeric: true,
            cell: ({ factor }) => (Number.isFinite(factor.median) ? format.count(factor.median) : t("law.never")),
          },
          { key: "reach", title: t("law.reach"), numeric: true, cell: ({ withinReach }) => format.share(withinReach) },
        ]}
      />
    </section>
  );
}
