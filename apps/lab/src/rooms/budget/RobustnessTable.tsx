import type { Intervention } from "@counterweight/policy";
import type { BudgetAnswer } from "../../engine/analyses.ts";
import { objectives } from "../../engine/objectives.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { useText } from "../../text/useText.ts";

type Props = { readonly answer: BudgetAnswer; readonly measures: readonly Intervention[] };

/** The same money under the three objectives: what guarding the worst costs on average. */
export function RobustnessTable({ answer: { results }, measures }: Props) {
  const { t, format, said } = useText();
  const by = (objective: (typeof objectives)[number]) => results.find((one) => one.objective === objective);
  const [average, guarded] = [by("mean"), by("maxmin")];
  const rows = objectives.flatMap((objective) => by(objective) ?? []);
  return (
    <section className="stack">
      <h2>
        {average && guarded
          ? t("budget.price", {
              cost: format.share(Math.max(0, average.mean - guarded.mean)),
              gain: format.share(Math.max(0, guarded.worst - average.worst)),
            })
          : t("budget.robustness")}
      </h2>
      <DataTable
        caption={t("budget.robustness")}
        rows={rows}
        keyOf={({ objective }) => objective}
        columns={[
          {
            key: "objective",
            title: t("budget.objective"),
            cell: ({ objective }) => t(`budget.objective-${objective}`),
          },
          { key: "mean", title: t("budget.mean"), numeric: true, cell: ({ mean }) => format.share(mean) },
          { key: "worst", title: t("budget.worst"), numeric: true, cell: ({ worst }) => format.share(worst) },
          {
            key: "proof",
            title: t("budget.proof"),
            cell: ({ optimal, bound }) =>
              optimal ? t("budget.proof-yes") : t("budget.proof-no", { bound: format.share(bound) }),
          },
          {
            key: "measures",
            title: t("budget.measures"),
            cell: ({ funded }) =>
              funded
                .map(({ intervention }) => said(measures.find(({ id }) => id === intervention)?.name ?? intervention))
                .join(", "),
          },
        ]}
      />
    </section>
  );
}
