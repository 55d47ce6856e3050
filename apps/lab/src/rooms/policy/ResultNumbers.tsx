import type { StudyOutcomeKey } from "@counterweight/policy";
import { memo } from "react";
import type { PolicyAnswer } from "../../engine/summary.ts";
import { BigNumber } from "../../parts/BigNumber.tsx";
import { useText } from "../../text/useText.ts";
import { spanOf } from "./spans.ts";

const shown: readonly { readonly key: StudyOutcomeKey; readonly figures: readonly string[] }[] = [
  { key: "people", figures: ["PREV-004", "PREV-005"] },
  { key: "profit", figures: ["ECON-001"] },
  { key: "price", figures: [] },
  { key: "recorded", figures: ["DET-074"] },
];

type Props = {
  readonly answer: PolicyAnswer;
  readonly cost: { readonly low: number; readonly high: number; readonly uncosted: readonly string[] } | undefined;
};

/** The change by the last year: where the theories' middles lie, and the widest interval of any of them. */
export const ResultNumbers = memo(function ResultNumbers({ answer, cost }: Props) {
  const { t, format } = useText();
  return (
    <div className="numbers">
      {shown.map(({ key, figures }) => {
        const { medians, ends, direction } = spanOf(answer, key);
        const [least, most] = medians.map(format.change) as [string, string];
        return (
          <BigNumber
            key={key}
            label={t(`policy.outcome-${key}`)}
            value={
              direction === "none"
                ? t("policy.no-change")
                : least === most
                  ? least
                  : t("shell.interval", { low: least, high: most })
            }
            interval={[format.change(ends[0]), format.change(ends[1])]}
            sure={t(`policy.agree-${direction}`, { count: answer.structures.length })}
            figures={figures}
            marked
            harm={key === "people" && direction === "rises"}
          />
        );
      })}
      {cost && (
        <BigNumber
          label={t("policy.cost")}
          value={cost.high === 0 ? format.money(0) : format.money(Math.sqrt(cost.low * cost.high))}
          interval={[format.money(cost.low), format.money(cost.high)]}
          sure={
            cost.uncosted.length === 0
              ? t("policy.cost-sure")
              : t("policy.cost-without", {
                  levers: format.list(cost.uncosted.map((lever) => t(`policy.lever-${lever}`))),
                })
          }
          figures={[]}
          marked
        />
      )}
    </div>
  );
});
