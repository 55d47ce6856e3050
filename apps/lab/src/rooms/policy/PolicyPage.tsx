import view from "virtual:first-view";
import { sectors } from "@counterweight/evidence";
import { leverNames, type Study, type StudyPolicy, studyOutcomeKeys, usualStudy } from "@counterweight/policy";
import { useMemo } from "react";
import { useLinkState } from "../../app/address.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { PlaceChooser } from "../../parts/PlaceChooser.tsx";
import { ErrorState, LoadingState } from "../../parts/States.tsx";
import { StructureChooser } from "../../parts/StructureChooser.tsx";
import { Settling } from "../../parts/settling.ts";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
import { useText } from "../../text/useText.ts";
import { ChanceFigure } from "./ChanceFigure.tsx";
import { ComparePanel } from "./ComparePanel.tsx";
import { CourseFigure } from "./CourseFigure.tsx";
import { HarmPanel } from "./HarmPanel.tsx";
import { LeverPanel } from "./LeverPanel.tsx";
import { LeverSheet } from "./LeverSheet.tsx";
import { type Knowledge, leverKnowledge, policyCost } from "./leverCosts.ts";
import { ResultNumbers } from "./ResultNumbers.tsx";
import { SaveBar } from "./SaveBar.tsx";
import { observationOf } from "./spans.ts";
import { leversField, policySchema } from "./state.ts";
import { usePolicyRun } from "./usePolicyRun.ts";
import "./policy.css";

export default function PolicyPage() {
  const { t, format } = useText();
  const [state, set, unread] = useLinkState(policySchema);
  const { region, sector, structures, years, draws, seed, show, levers, saved } = state;
  const acted = sector === "all" ? {} : { sectors: [sector] };
  const current: StudyPolicy = { name: state.name, levers, ...acted };
  const base = { region, sectors, structures, draws, seed, years };
  const study: Study = { ...usualStudy, ...base };
  const { answer, of, working, failed, whenSettled } = usePolicyRun({
    ...base,
    policy: { levers, ...acted },
    courses: [show, "recorded"],
  });
  const costs = useLoaded<Knowledge>(leverKnowledge);
  const people = view.regions[region]?.totals.people.median ?? 0;
  const knowledge = costs.state === "ready" ? costs.value : undefined;
  const cost = useMemo(() => knowledge && policyCost(knowledge, levers, people), [knowledge, levers, people]);
  const sourceText = t("policy.source", { draws: format.exact(draws), seed: String(seed) });
  return (
    <div className="stack-loose">
      <div className="stack">
        <h1>{t("policy.title")}</h1>
        <p className="lead">{t("policy.lead")}</p>
        <UnreadNotice keys={unread} />
        <div className="row">
          <PlaceChooser
            region={region}
            sector={sector}
            onRegion={(name) => set({ region: policySchema.region.read(name) ?? "World" })}
            onSector={(name) => set({ sector: policySchema.sector.read(name) ?? "all" })}
          />
          <label className="field">
            {t("policy.years")}
            <select value={years} onChange={(event) => set({ years: Number(event.target.value) })}>
              {[...new Set([5, 10, 20, 30, years])]
                .toSorted((a, b) => a - b)
                .map((count) => (
                  <option key={count} value={count}>
                    {t("policy.year-count", { count })}
                  </option>
                ))}
            </select>
          </label>
          <StructureChooser chosen={structures} onChange={(next) => set({ structures: next })} />
        </div>
      </div>
      {failed !== undefined && <ErrorState message={failed} onRetry={() => window.location.reload()} />}
      <div className="policy-layout">
        <div
          className="stack-loose policy-results"
          aria-busy={working}
          data-shown={of && leversField.write(of.policy.levers)}
          data-settled={answer?.settled === true}
        >
          <p className="unseen" role="status">
            {working ? t("policy.computing") : t("policy.ready")}
          </p>
          {answer && <p className="small soft accuracy">{answer.settled ? t("policy.settled") : t("policy.quick")}</p>}
          {answer === undefined ? (
            failed === undefined && <LoadingState what={t("policy.computing")} />
          ) : (
            <Settling value={whenSettled}>
              <ResultNumbers answer={answer} cost={cost} />
              <div className="stack">
                <label className="field outcome-choice">
                  {t("policy.show")}
                  <select
                    value={show}
                    onChange={(event) => set({ show: policySchema.show.read(event.target.value) ?? "people" })}
                  >
                    {studyOutcomeKeys.map((key) => (
                      <option key={key} value={key}>
                        {t(`policy.outcome-${key}`)}
                      </option>
                    ))}
                  </select>
                </label>
                {answer.structures.every(({ courses }) => courses[show] !== undefined) && (
                  <CourseFigure answer={answer} outcome={show} name={show} sourceText={sourceText} />
                )}
              </div>
              <ChanceFigure answer={answer} />
              <section className="stack">
                <CourseFigure
                  answer={answer}
                  outcome="recorded"
                  name="recorded"
                  sourceText={sourceText}
                  title={t(`policy.observe-${observationOf(answer)}`)}
                />
                <p className="small soft">{t("policy.observe-note")}</p>
              </section>
              <HarmPanel answer={answer} />
              {saved.length > 0 && <ComparePanel base={base} policies={saved} sourceText={sourceText} />}
            </Settling>
          )}
          <SaveBar
            name={state.name}
            current={current}
            saved={saved}
            study={study}
            onName={(name) => set({ name })}
            onSave={(policies) => set({ saved: policies })}
            onOpen={(policy) => set({ name: policy.name, levers: policy.levers, sector: policy.sectors?.[0] ?? "all" })}
          />
        </div>
        <LeverSheet count={leverNames.filter((lever) => levers[lever] !== undefined).length}>
          <LeverPanel
            settings={levers}
            horizon={state.horizon}
            people={people}
            onChange={(next) => set({ levers: next })}
            onHorizon={(horizon) => set({ horizon })}
          />
        </LeverSheet>
      </div>
    </div>
  );
}
