import type { Evidence, Parameter } from "@counterweight/evidence";
import { inputWords } from "@counterweight/policy";
import { evidence } from "../../data/evidence.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { Said } from "../../parts/Said.tsx";
import { SourceButton } from "../../parts/SourceButton.tsx";
import { ErrorState, LoadingState } from "../../parts/States.tsx";
import { useText } from "../../text/useText.ts";

/** Every parameter with its range, how well it is known, why, and the figures it rests on. */
export default function Parameters() {
  const { t, format, said } = useText();
  const loaded = useLoaded<Evidence>(evidence);
  if (loaded.state === "loading") return <LoadingState />;
  if (loaded.state === "failed") return <ErrorState message={loaded.message} />;
  const rangeOf = ({ prior }: Parameter) => {
    if (prior.kind === "fixed") return format.exact(prior.value);
    if (!("low" in prior)) return "–";
    return t("shell.interval", { low: format.exact(prior.low), high: format.exact(prior.high) });
  };
  return (
    <DataTable
      caption={t("about.parameters-caption")}
      keyOf={(parameter: Parameter) => `${parameter.row}`}
      rows={loaded.value.parameters.rows}
      columns={[
        {
          key: "name",
          title: t("about.symbol"),
          cell: ({ symbol, name, structure, sectors }) => (
            <>
              <code>{symbol}</code>{" "}
              <Said>{sectors === "all" ? inputWords(name) : `${inputWords(name)}, ${sectors}`}</Said>
              {structure === undefined ? "" : `, ${structure}`}
            </>
          ),
        },
        { key: "range", title: t("about.range"), numeric: true, cell: rangeOf },
        {
          key: "unit",
          title: t("about.unit"),
          cell: ({ unit, basis }) => <Said>{basis === "absolute" ? unit : `${unit} (${basis})`}</Said>,
        },
        { key: "grade", title: t("about.grade"), cell: ({ grade }) => t(`lever.grade-${grade}`) },
        { key: "reason", title: t("about.reason"), cell: ({ reason }) => <Said>{reason}</Said> },
        {
          key: "figures",
          title: t("figure.source"),
          cell: ({ figures, name }) =>
            figures.length === 0 ? "–" : <SourceButton figures={figures} about={said(inputWords(name))} />,
        },
      ]}
    />
  );
}
