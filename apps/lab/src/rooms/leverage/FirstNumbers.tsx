import { outcomes } from "@counterweight/policy";
import { BigNumber } from "../../parts/BigNumber.tsx";
import { useText } from "../../text/useText.ts";
import { nameOf, type Shown, writerOf } from "./common.ts";
import { firstIn, ranksOf, sizeOf, structuresOf } from "./rows.ts";

/** In each theory the measure that ranks first most often, how often, and how much it moves. */
export function FirstNumbers(shown: Shown) {
  const { t, format, said } = useText();
  const { answer, by, outcome, measures } = shown;
  const write = writerOf(shown, format);
  return (
    <div className="numbers" aria-live="polite">
      {structuresOf(answer).map((structure) => {
        const first = firstIn(answer, structure, by);
        if (first === undefined) return null;
        const size = sizeOf(first, by);
        return (
          <BigNumber
            key={structure}
            label={t("leverage.first", { theory: t(`theory.${structure}`) })}
            value={write(size.median)}
            interval={[write(size.low), write(size.high)]}
            sure={t(`leverage.first-${by}`, {
              measure: said(nameOf(measures, first.intervention)),
              what: t(`leverage.outcome-${outcome}`),
              better: outcomes[outcome].better,
              share: format.share(ranksOf(first, by)[0] ?? 0),
            })}
            figures={measures.find(({ id }) => id === first.intervention)?.evidence ?? []}
            marked
          />
        );
      })}
    </div>
  );
}
