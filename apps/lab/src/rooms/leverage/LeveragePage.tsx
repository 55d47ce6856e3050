import { rightsWarning } from "@counterweight/policy";
import { useCallback } from "react";
import { useLinkState } from "../../app/address.ts";
import { choice, text } from "../../app/link.ts";
import { regionNames } from "../../data/places.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { PlaceChooser } from "../../parts/PlaceChooser.tsx";
import { ErrorState, LoadingState } from "../../parts/States.tsx";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
import { useText } from "../../text/useText.ts";
import { draws, type LeverageData, leverageData, seed } from "./compute.ts";
import { FailurePanel } from "./FailurePanel.tsx";
import { InformationPanel } from "./InformationPanel.tsx";
import { LeverageFigure } from "./LeverageFigure.tsx";

const theories = ["D", "S", "E"] as const;
const schema = {
  region: choice(regionNames, "World"),
  theory: choice(theories, "D"),
  by: choice(["dollar", "unit"], "dollar"),
  measure: text(40, "proactive-investigation"),
};

export default function LeveragePage() {
  const { t } = useText();
  const [state, set, unread] = useLinkState(schema);
  return (
    <div className="stack-loose">
      <div className="stack">
        <h1>{t("leverage.title")}</h1>
        <p className="lead">{t("leverage.lead")}</p>
        <UnreadNotice keys={unread} />
      </div>
      <div className="row">
        <PlaceChooser
          region={state.region}
          onRegion={(region) => set({ region: regionNames.find((name) => name === region) ?? "World" })}
        />
        <label className="field">
          {t("leverage.theory")}
          <select
            value={state.theory}
            onChange={(event) => set({ theory: schema.theory.read(event.target.value) ?? "D" })}
          >
            {theories.map((theory) => (
              <option key={theory} value={theory}>
                {t(`leverage.theory-${theory}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t("leverage.by")}
          <select value={state.by} onChange={(event) => set({ by: schema.by.read(event.target.value) ?? "dollar" })}>
            <option value="dollar">{t("leverage.by-dollar")}</option>
            <option value="unit">{t("leverage.by-unit")}</option>
          </select>
        </label>
      </div>
      <Answer key={state.region} {...state} onMeasure={(measure) => set({ measure })} />
      <p className="small soft">{t("leverage.limits", { draws, seed })}</p>
      <p className="small soft" lang="en">
        {rightsWarning}
      </p>
    </div>
  );
}

type AnswerProps = {
  readonly region: string;
  readonly theory: string;
  readonly by: "dollar" | "unit";
  readonly measure: string;
  readonly onMeasure: (id: string) => void;
};

function Answer({ region, theory, by, measure, onMeasure }: AnswerProps) {
  const { t } = useText();
  const load = useCallback(() => leverageData(region), [region]);
  const loaded = useLoaded<LeverageData>(load);
  if (loaded.state === "loading")
    return (
      <div aria-busy="true">
        <LoadingState what={t("leverage.computing")} />
      </div>
    );
  if (loaded.state === "failed")
    return <ErrorState message={loaded.message} onRetry={() => window.location.reload()} />;
  return (
    <>
      <LeverageFigure data={loaded.value} theory={theory} by={by} />
      <InformationPanel data={loaded.value} />
      <FailurePanel data={loaded.value} measure={measure} onMeasure={onMeasure} />
    </>
  );
}
