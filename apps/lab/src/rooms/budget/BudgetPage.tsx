import type { Intervention } from "@counterweight/policy";
import { useLinkState } from "../../app/address.ts";
import type { StateOf } from "../../app/link.ts";
import { scopeOf, scopeOptions } from "../../data/scope.ts";
import { objectives } from "../../engine/objectives.ts";
import { useAnalysis } from "../../engine/useAnalysis.ts";
import { DecisionNotes, RightsWarning } from "../../parts/DecisionNotes.tsx";
import { RunState } from "../../parts/RunState.tsx";
import { ScopeChooser } from "../../parts/ScopeChooser.tsx";
import { StudyButton } from "../../parts/StudyButton.tsx";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
import { WithMeasures } from "../../parts/WithMeasures.tsx";
import { useText } from "../../text/useText.ts";
import { AllocationTable } from "./AllocationTable.tsx";
import { BudgetNumbers } from "./BudgetNumbers.tsx";
import { MoneyField } from "./MoneyField.tsx";
import { RobustnessTable } from "./RobustnessTable.tsx";
import { ScenarioFigure } from "./ScenarioFigure.tsx";
import { budgetSchema } from "./state.ts";

export default function BudgetPage() {
  const { t } = useText();
  const [state, set, unread] = useLinkState(budgetSchema);
  return (
    <div className="stack-loose">
      <div className="stack">
        <h1>{t("budget.title")}</h1>
        <p className="lead">{t("budget.lead")}</p>
        <UnreadNotice keys={unread} />
        <ScopeChooser scope={state} set={set}>
          <MoneyField money={state.money} onChange={(money) => set({ money })} />
          <label className="field">
            {t("budget.objective")}
            <select
              value={state.objective}
              onChange={(event) => set({ objective: budgetSchema.objective.read(event.target.value) ?? "mean" })}
            >
              {objectives.map((objective) => (
                <option key={objective} value={objective}>
                  {t(`budget.objective-${objective}`)}
                </option>
              ))}
            </select>
          </label>
        </ScopeChooser>
      </div>
      <WithMeasures>{(measures) => <Answered state={state} measures={measures} />}</WithMeasures>
    </div>
  );
}

type Props = { readonly state: StateOf<typeof budgetSchema>; readonly measures: readonly Intervention[] };

function Answered({ state, measures }: Props) {
  const { t, format } = useText();
  const { draws, seed, years, money, objective } = state;
  const run = useAnalysis("budget", { scope: scopeOf(state), money, objective });
  const { answer } = run;
  const source = t("decide.source", { draws: format.exact(draws), seed: String(seed) });
  return (
    <div className="stack-loose" aria-busy={run.progress !== undefined}>
      <RunState run={run} />
      {answer && (
        <>
          <BudgetNumbers answer={answer} />
          <AllocationTable answer={answer} measures={measures} />
          <RightsWarning />
          <ScenarioFigure answer={answer} source={source} />
          <RobustnessTable answer={answer} measures={measures} />
        </>
      )}
      <StudyButton command="budget" options={{ ...scopeOptions(state), money, objective }} />
      <p className="small soft">{t("budget.method")}</p>
      <DecisionNotes draws={draws} seed={seed} years={years} {...(answer ? { kept: answer.kept } : {})} />
    </div>
  );
}
