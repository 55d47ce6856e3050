import { useState } from "react";
import { useText } from "../../text/useText.ts";
import { budgetSchema } from "./state.ts";

/** A sum as people write it: 100000000, 100e6; what is no sum is said and nothing is computed from it. */
export function MoneyField({
  money,
  onChange,
}: {
  readonly money: number;
  readonly onChange: (money: number) => void;
}) {
  const { t, format } = useText();
  const [written, setWritten] = useState<string>();
  const value = written ?? String(money);
  const read = budgetSchema.money.read(value);
  return (
    <label className="field">
      {t("budget.money")}
      <input
        inputMode="decimal"
        value={value}
        aria-invalid={read === undefined}
        onChange={(event) => {
          const next = budgetSchema.money.read(event.target.value);
          setWritten(event.target.value);
          if (next !== undefined) onChange(next);
        }}
        onBlur={() => read !== undefined && setWritten(undefined)}
      />
      <span role="status">{read === undefined ? t("budget.money-wrong") : format.money(read)}</span>
    </label>
  );
}
