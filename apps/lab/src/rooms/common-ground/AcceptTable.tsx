import type { CommonGround, Intervention, Position } from "@counterweight/policy";
import { DataTable } from "../../parts/DataTable.tsx";
import { Said } from "../../parts/Said.tsx";
import { useText } from "../../text/useText.ts";

type Props = {
  readonly result: CommonGround;
  readonly positions: readonly Position[];
  readonly catalogue: readonly Intervention[];
};

/** Every measure, also those nobody likes: how likely it is to beat doing nothing, position by position. */
export function AcceptTable({ result, positions, catalogue }: Props) {
  const { t, format, said } = useText();
  const of = (position: string, policy: string) =>
    result.verdicts.find((one) => one.position === position && one.policy === policy)?.acceptability ?? 0;
  const rows = catalogue
    .map(({ id, name }) => ({ id, name, least: Math.min(...positions.map((position) => of(position.id, id))) }))
    .sort((a, b) => b.least - a.least);
  const percent = (share: number) => format.share(Math.round(share * 100) / 100);
  return (
    <section className="stack">
      <h2>{t("common-ground.table")}</h2>
      <DataTable
        caption={t("common-ground.table")}
        quietCaption
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { key: "measure", title: t("common-ground.measure"), cell: ({ name }) => <Said>{name}</Said> },
          ...positions.map((position) => ({
            key: position.id,
            title: said(position.name),
            numeric: true,
            cell: ({ id }: { readonly id: string }) => percent(of(position.id, id)),
          })),
          { key: "least", title: t("common-ground.least"), numeric: true, cell: ({ least }) => percent(least) },
        ]}
      />
    </section>
  );
}
