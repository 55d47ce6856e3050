import type { BudgetResult, Intervention } from "@counterweight/policy";
import type { BudgetAnswer } from "../../engine/analyses.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { Said } from "../../parts/Said.tsx";
import { SourceButton } from "../../parts/SourceButton.tsx";
import { useText } from "../../text/useText.ts";

type Props = { readonly answer: BudgetAnswer; readonly measures: readonly Intervention[] };

/** Where the money goes, with the certificate: proved best or how far from it, and which limit binds. */
export function AllocationTable({ answer: { results }, measures }: Props) {
  const { t, format, said } = useText();
  const [result] = results;
  if (result === undefined) return null;
  const { money, cost, mean, worst, funded, countries, binds } = result;
  const title = t(`budget.allocation-${result.objective}`, { money: format.money(money), mean: format.share(mean) });
  return (
    <section className="stack">
      <h2>{title}</h2>
      <p>
        {t("budget.does", { mean: format.share(mean), worst: format.share(worst) })} <Certificate result={result} />{" "}
        {t(`budget.binds-${binds}`, { cost: format.money(cost), money: format.money(money) })}
      </p>
      <DataTable
        caption={t("budget.allocation-caption", { countries: format.count(countries) })}
        rows={funded}
        keyOf={({ intervention }) => intervention}
        columns={[
          {
            key: "measure",
            title: t("decide.measure"),
            cell: ({ intervention }) => (
              <Said>{measures.find(({ id }) => id === intervention)?.name ?? intervention}</Said>
            ),
          },
          {
            key: "countries",
            title: t("budget.countries"),
            numeric: true,
            cell: ({ countries: covered }) => format.count(covered),
          },
          { key: "share", title: t("budget.share"), numeric: true, cell: ({ coverage }) => format.share(coverage) },
          { key: "cost", title: t("budget.cost"), numeric: true, cell: ({ cost: own }) => format.money(own) },
          {
            key: "source",
            title: t("budget.known"),
            cell: ({ intervention }) => {
              const measure = measures.find(({ id }) => id === intervention);
              return measure === undefined ? null : (
                <>
                  {t(`lever.grade-${measure.grade}`)}{" "}
                  {measure.evidence.length > 0 && (
                    <SourceButton figures={measure.evidence} about={said(measure.name)} />
                  )}
                </>
              );
            },
          },
        ]}
      />
      {funded.length === 0 && <p>{t("budget.nothing")}</p>}
    </section>
  );
}

function Certificate({ result }: { readonly result: BudgetResult }) {
  const { t, format } = useText();
  if (result.optimal) return t("budget.proved");
  const ends = { bound: format.share(result.bound), value: format.share(result.value) };
  return result.objective === "regret" ? t("budget.bound-regret", ends) : t("budget.bound", ends);
}
