import { marketModel } from "@counterweight/market";
import { DataTable } from "../../parts/DataTable.tsx";
import { Said } from "../../parts/Said.tsx";
import { useText } from "../../text/useText.ts";
import { type EquationRow, equationRows } from "./equationRows.ts";

/** The model itself, printed from the very text that is run. */
export default function Equations() {
  const { t } = useText();
  return (
    <DataTable
      caption={t("about.equations-caption")}
      keyOf={(row: EquationRow) => row.symbol}
      rows={equationRows(marketModel)}
      columns={[
        { key: "symbol", title: t("about.symbol"), cell: (row) => <code>{row.symbol}</code> },
        { key: "meaning", title: t("about.meaning"), cell: (row) => <Said>{row.sentence}</Said> },
        { key: "formula", title: t("about.formula"), cell: (row) => <code>{row.formula}</code> },
        { key: "unit", title: t("about.unit"), cell: (row) => <Said>{row.unit}</Said> },
      ]}
    />
  );
}
