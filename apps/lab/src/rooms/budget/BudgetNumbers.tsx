import type { BudgetAnswer } from "../../engine/analyses.ts";
import { BigNumber } from "../../parts/BigNumber.tsx";
import { useText } from "../../text/useText.ts";

/** What the allocation does when it is simulated whole, theory by theory, and what each answer leans on. */
export function BudgetNumbers({ answer: { together } }: { readonly answer: BudgetAnswer }) {
  const { t, format, said } = useText();
  return (
    <div className="numbers" aria-live="polite">
      {together.map(({ structure, avoided, leaning }) => (
        <BigNumber
          key={structure}
          label={t("budget.avoided", { theory: t(`theory.${structure}`) })}
          value={format.share(avoided.median)}
          interval={[format.share(avoided.low), format.share(avoided.high)]}
          sure={
            leaning && leaning.share > 0.005
              ? t("budget.leans", { label: said(leaning.label), share: format.share(leaning.share) })
              : t("budget.leans-none")
          }
          figures={[]}
          marked
        />
      ))}
    </div>
  );
}
