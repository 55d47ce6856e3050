import type { Penalty } from "@counterweight/law";
import { BigNumber } from "../../parts/BigNumber.tsx";
import { useText } from "../../text/useText.ts";

/** What one person earns an exploiter, what the law is expected to cost, and the two against each other. */
export function HeadNumbers({ result }: { readonly result: Penalty }) {
  const { t, format } = useText();
  const figures = (names: readonly string[]) => [
    ...new Set(
      result.practice.inputs
        .filter(({ name }) => names.includes(name))
        .flatMap(({ rows }) => rows.filter((row) => !row.includes(".csv"))),
    ),
  ];
  const hundred = (value: number) => format.money(value * 100);
  const { margin, exploitationValue, practice } = result;
  const shown = [
    { key: "margin", of: margin, write: format.money, from: ["margin"] },
    { key: "value", of: exploitationValue, write: format.money, from: ["margin"] },
    { key: "sanction", of: practice.total, write: format.money, from: ["detection", "fine paid", "proceeds taken"] },
    { key: "balance", of: practice.balance, write: hundred, from: ["detection", "margin"] },
  ];
  return (
    <div className="numbers" aria-live="polite">
      {shown.map(({ key, of, write, from }) => (
        <BigNumber
          key={key}
          label={t(`law.${key}`)}
          value={write(of.median)}
          interval={[write(of.low), write(of.high)]}
          sure={t(`law.sure-${key}`)}
          figures={figures(from)}
          marked
        />
      ))}
    </div>
  );
}
