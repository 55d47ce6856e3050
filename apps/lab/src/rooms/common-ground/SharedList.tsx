import type { CommonGround } from "@counterweight/policy";
import { DataTable } from "../../parts/DataTable.tsx";
import { Said } from "../../parts/Said.tsx";
import { useText } from "../../text/useText.ts";

type Props = {
  readonly result: CommonGround;
  readonly weakest: Readonly<Record<string, number>>;
  readonly name: (id: string) => string;
};

/** What all of them support, with how likely and how much in the position that likes it least; or that there is none. */
export function SharedList({ result, weakest, name }: Props) {
  const { t, format, said } = useText();
  const percent = (share: number) => format.share(Math.min(99, Math.round(share * 100)) / 100);
  if (result.shared.length === 0)
    return (
      <section className="stack">
        <h2>{t("common-ground.none", { bar: percent(result.threshold) })}</h2>
        {result.nearest && (
          <p>
            {t("common-ground.nearest", {
              name: said(name(result.nearest.policy)),
              share: percent(result.nearest.worst),
            })}
          </p>
        )}
      </section>
    );
  return (
    <section className="stack">
      <h2>{t("common-ground.shared", { count: result.shared.length })}</h2>
      <DataTable
        caption={t("common-ground.shared", { count: result.shared.length })}
        quietCaption
        rows={result.shared}
        keyOf={({ policy }) => policy}
        columns={[
          {
            key: "measure",
            title: t("common-ground.measure"),
            cell: ({ policy }) => <Said>{name(policy)}</Said>,
          },
          { key: "worst", title: t("common-ground.worst"), numeric: true, cell: ({ worst }) => percent(worst) },
          {
            key: "change",
            title: t("common-ground.change"),
            numeric: true,
            cell: ({ policy }) => format.change(weakest[policy] ?? Number.NaN),
          },
        ]}
      />
    </section>
  );
}
