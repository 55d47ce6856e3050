import type { Penalty } from "@counterweight/law";
import { DataTable } from "../../parts/DataTable.tsx";
import { Said } from "../../parts/Said.tsx";
import { SourceButton } from "../../parts/SourceButton.tsx";
import { useText } from "../../text/useText.ts";

/** What practice is computed from: each input with its interval, where it comes from, and why it is marked. */
export function InputsTable({ result }: { readonly result: Penalty }) {
  const { t, format, said } = useText();
  return (
    <section className="stack law-inputs">
      <h2>{t("law.inputs")}</h2>
      <DataTable
        caption={t("law.inputs")}
        quietCaption
        rows={result.practice.inputs}
        keyOf={({ name }) => name}
        columns={[
          { key: "name", title: t("law.input"), cell: ({ name }) => <Said>{name}</Said> },
          {
            key: "value",
            title: t("law.interval-head"),
            numeric: true,
            cell: ({ value }) =>
              t("law.interval", {
                median: format.count(value.median),
                low: format.count(value.low),
                high: format.count(value.high),
              }),
          },
          {
            key: "from",
            title: t("law.from"),
            cell: ({ from, remark }) => (
              <span>
                {t(`law.from-${from}`)}{" "}
                <span className="small soft">
                  <Said>{remark}</Said>
                </span>
              </span>
            ),
          },
          { key: "marks", title: t("law.marked"), cell: ({ marks }) => marks.map(said).join("; ") },
          {
            key: "rows",
            title: t("law.rows"),
            cell: ({ name, rows }) => {
              const figures = rows.filter((row) => !row.includes(".csv"));
              return figures.length > 0 ? (
                <SourceButton figures={figures} about={said(name)} />
              ) : (
                <span className="small">{rows.map(said).join("; ")}</span>
              );
            },
          },
        ]}
      />
    </section>
  );
}
