import { memo } from "react";
import type { PolicyAnswer } from "../../engine/summary.ts";
import { QuantileDots } from "../../parts/charts/QuantileDots.tsx";
import { useText } from "../../text/useText.ts";

/** Where a person should feel chance: twenty equally likely changes in people exploited, for each theory. */
export const ChanceFigure = memo(function ChanceFigure({ answer }: { readonly answer: PolicyAnswer }) {
  const { t, format } = useText();
  const all = answer.structures.flatMap(({ ends }) => ends.people.dots);
  const least = Math.min(0, ...all);
  const most = Math.max(0, ...all);
  const room = Math.max(0.01, (most - least) * 0.05);
  return (
    <section className="stack">
      <h2>{t("policy.chance-title", { years: answer.years })}</h2>
      <p className="small soft">{t("policy.chance-how")}</p>
      <div className="chances">
        {answer.structures.map(({ structure, ends }) => {
          const fewer = ends.people.dots.filter((change) => change < 0).length;
          const sentence = t("policy.chance", { structure: t(`policy.structure-${structure}`), fewer });
          return (
            <div key={structure}>
              <h3 className="chance-title">{sentence}</h3>
              <QuantileDots
                values={ends.people.dots}
                structure={structure}
                domain={[least - room, most + room]}
                threshold={0}
                format={format.change}
                describe={sentence}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
});
