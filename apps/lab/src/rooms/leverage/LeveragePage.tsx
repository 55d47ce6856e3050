import type { Intervention } from "@counterweight/policy";
import { useMemo } from "react";
import { useLinkState } from "../../app/address.ts";
import type { StateOf } from "../../app/link.ts";
import { scopeOf, scopeOptions } from "../../data/scope.ts";
import { useAnalysis } from "../../engine/useAnalysis.ts";
import { DecisionNotes, RightsWarning } from "../../parts/DecisionNotes.tsx";
import { RunState } from "../../parts/RunState.tsx";
import { ScopeChooser } from "../../parts/ScopeChooser.tsx";
import { StudyButton } from "../../parts/StudyButton.tsx";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
import { WithMeasures } from "../../parts/WithMeasures.tsx";
import { useText } from "../../text/useText.ts";
import { CloserLook } from "./CloserLook.tsx";
import { FirstNumbers } from "./FirstNumbers.tsx";
import { InformationPanel } from "./InformationPanel.tsx";
import { LeverageFigure } from "./LeverageFigure.tsx";
import { LeverageTable } from "./LeverageTable.tsx";
import { RankFigure } from "./RankFigure.tsx";
import { orderOf } from "./rows.ts";
import { leverageSchema, rankedOutcomes, ways } from "./state.ts";

export type LeverageState = StateOf<typeof leverageSchema>;

export default function LeveragePage() {
  const { t } = useText();
  const [state, set, unread] = useLinkState(leverageSchema);
  return (
    <div className="stack-loose">
      <div className="stack">
        <h1>{t("leverage.title")}</h1>
        <p className="lead">{t("leverage.lead")}</p>
        <UnreadNotice keys={unread} />
        <ScopeChooser scope={state} set={set}>
          <label className="field">
            {t("leverage.outcome")}
            <select
              value={state.outcome}
              onChange={(event) => set({ outcome: leverageSchema.outcome.read(event.target.value) ?? "personYears" })}
            >
              {rankedOutcomes.map((key) => (
                <option key={key} value={key}>
                  {t(`leverage.outcome-${key}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            {t("leverage.by")}
            <select
              value={state.by}
              onChange={(event) => set({ by: leverageSchema.by.read(event.target.value) ?? "dollar" })}
            >
              {ways.map((way) => (
                <option key={way} value={way}>
                  {t(`leverage.by-${way}`)}
                </option>
              ))}
            </select>
          </label>
        </ScopeChooser>
      </div>
      <WithMeasures>{(measures) => <Answered state={state} set={set} measures={measures} />}</WithMeasures>
    </div>
  );
}

type Props = {
  readonly state: LeverageState;
  readonly set: (changes: Partial<LeverageState>) => void;
  readonly measures: readonly Intervention[];
};

function Answered({ state, set, measures }: Props) {
  const { t, format } = useText();
  const { draws, seed, years, outcome, by } = state;
  const scope = scopeOf(state);
  const run = useAnalysis("leverage", { scope, outcome });
  const { answer } = run;
  // An answer to another outcome stays until the new one is here, and is then said of what it was about.
  const about = answer?.results[0]?.outcome ?? outcome;
  const order = useMemo(() => (answer === undefined ? [] : orderOf(answer, by)), [answer, by]);
  const source = t("decide.source", { draws: format.exact(draws), seed: String(seed) });
  const common = answer && { answer, by, outcome: about, order, measures, source };
  return (
    <div className="stack-loose" aria-busy={run.progress !== undefined}>
      <RunState run={run} />
      {common && (
        <>
          <FirstNumbers {...common} />
          <RightsWarning />
          <RankFigure {...common} />
          <LeverageFigure {...common} />
          <CloserLook
            {...common}
            scope={scope}
            measure={order.includes(state.measure) ? state.measure : (order[0] ?? "")}
            onMeasure={(measure) => set({ measure })}
          />
          <InformationPanel scope={scope} by={by} measures={measures} />
          <LeverageTable {...common} />
        </>
      )}
      <StudyButton command="leverage" options={{ ...scopeOptions(state), outcome }} />
      <DecisionNotes draws={draws} seed={seed} years={years} {...(answer ? { kept: answer.kept } : {})} />
    </div>
  );
}
