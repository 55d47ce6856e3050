import { outcomes } from "@counterweight/policy";
import { DataTable } from "../../parts/DataTable.tsx";
import { Said } from "../../parts/Said.tsx";
import { SourceButton } from "../../parts/SourceButton.tsx";
import { useText } from "../../text/useText.ts";
import { nameOf, type Shown, writerOf } from "./common.ts";
import { ranksOf, sizeOf, structuresOf, topThree } from "./rows.ts";

/** Every measure of the catalogue, also those the evidence says do little. */
export function LeverageTable(shown: Shown) {
  const { t, format, said } = useText();
  const { answer, by, outcome, order, measures } = shown;
  const write = writerOf(shown, format);
  const title = t(`leverage.all-${by}`, {
    what: t(`leverage.outcome-${outcome}`),
    unit: t(`leverage.unit-${outcome}`),
    better: outcomes[outcome].better,
    count: order.length,
  });
  return (
    <section className="stack">
      <h2>{title}</h2>
      <DataTable
        caption={title}
        quietCaption
        rows={order}
        keyOf={(id) => id}
        columns={[
          {
            key: "measure",
            title: t("decide.measure"),
            cell: (id) => <Said>{nameOf(measures, id)}</Said>,
          },
          ...structuresOf(answer).map((structure) => ({
            key: structure,
            title: t(`theory.${structure}`),
            numeric: true,
            cell: (id: string) => {
              const row = answer.results.find((one) => one.structure === structure && one.intervention === id);
              if (row === undefined) return null;
              const { low, median, high } = sizeOf(row, by);
              const top = topThree(row, by);
              return (
                <>
                  {t("decide.interval", { median: write(median), low: write(low), high: write(high) })}
                  {top > 0 && (
                    <>
                      <br />
                      <span className="soft small">
                        {t("leverage.rank-words", {
                          first: format.share(ranksOf(row, by)[0] ?? 0),
                          top: format.share(top),
                        })}
                      </span>
                    </>
                  )}
                </>
              );
            },
          })),
          {
            key: "unit",
            title: t("leverage.one-unit"),
            cell: (id) => {
              const measure = measures.find((one) => one.id === id);
              return measure === undefined
                ? null
                : t(`leverage.basis-${measure.basis}`, { cost: format.money(measure.cost.central) });
            },
          },
          {
            key: "grade",
            title: t("leverage.grade"),
            cell: (id) => {
              const measure = measures.find((one) => one.id === id);
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
    </section>
  );
}
