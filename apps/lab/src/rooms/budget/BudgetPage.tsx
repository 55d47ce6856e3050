import { sectors } from "@counterweight/evidence";
import type { Intervention } from "@counterweight/policy";
import { useLinkState } from "../../app/address.ts";
import type { StateOf } from "../../app/link.ts";
import { catalogue } from "../../data/catalogue.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { objectives } from "../../engine/objectives.ts";
import { useAnalysis } from "../../engine/useAnalysis.ts";
import { DecisionNotes, RightsWarning } from "../../parts/DecisionNotes.tsx";
import { DrawsChooser } from "../../parts/DrawsChooser.tsx";
import { PlaceChooser } from "../../parts/PlaceChooser.tsx";
import { RunState } from "../../parts/RunState.tsx";
import { ErrorState, LoadingState } from "../../parts/States.tsx";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
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
  const measures = useLoaded(catalogue);
  return (
    <div className="stack-loose">
      <div className="stack">
        <h1>{t("budget.title")}</h1>
        <p className="lead">{t("budget.lead")}</p>
        <UnreadNotice keys={unread} />
        <div className="row">
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
          <PlaceChooser
            region={state.region}
            sector={state.sector}
            onRegion={(name) => set({ region: budgetSchema.region.read(name) ?? "World" })}
            onSector={(name) => set({ sector: budgetSchema.sector.read(name) ?? "all" })}
          />
          <DrawsChooser draws={state.draws} onChange={(draws) => set({ draws })} />
        </div>
      </div>
      {measures.state === "loading" && <LoadingState />}
      {measures.state === "failed" && (
        <ErrorState message={measures.message} onRetry={() => window.location.reload()} />
      )}
      {measures.state === "ready" && <Answered state={state} measures={measures.value} />}
    </div>
  );
}

type Props = { readonly state: StateOf<typeof budgetSchema>; readonly measures: readonly Intervention[] };

function Answered({ state, measures }: Props) {
  const { t, format } = useText();
  const { region, sector, draws, seed, years, money, objective } = state;
  const scope = { region, sectors: sector === "all" ? sectors : [sector], draws, seed, years };
  const run = useAnalysis("budget", { scope, money, objective });
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
      <p className="small soft">{t("budget.method")}</p>
      <DecisionNotes draws={draws} seed={seed} years={years} {...(answer ? { kept: answer.kept } : {})} />
    </div>
  );
}
