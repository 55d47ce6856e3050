import { type Sector, sectors } from "@counterweight/evidence";
import { type Jurisdiction, provisionsFor } from "@counterweight/law";
import { useDeferredValue, useMemo } from "react";
import { useLinkState } from "../../app/address.ts";
import { choice, number, text } from "../../app/link.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { wordOf } from "../../parts/PlaceChooser.tsx";
import { ErrorState, LoadingState } from "../../parts/States.tsx";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
import { useText } from "../../text/useText.ts";
import { analyse, type LawData, lawData } from "./analysis.ts";
import { BalanceFigure } from "./BalanceFigure.tsx";
import { HeadNumbers } from "./HeadNumbers.tsx";
import { InputsTable } from "./InputsTable.tsx";
import { TermsPanel } from "./TermsPanel.tsx";
import { TippingTable } from "./TippingTable.tsx";
import "./law.css";

const schema = {
  country: text(12, "SWE"),
  sector: choice(sectors, sectors[0]),
  detection: number(1, 50, 1),
  conviction: number(1, 20, 1),
  gain: number(0, 5, 0),
  forfeiture: number(0, 1, 0),
  restitution: number(0, 1, 0),
};

export default function LawPage() {
  const { t } = useText();
  const [state, set, unread] = useLinkState(schema);
  const loaded = useLoaded<LawData>(lawData);
  return (
    <div className="stack-loose">
      <div className="stack">
        <h1>{t("law.title")}</h1>
        <p className="lead">{t("law.lead")}</p>
        <UnreadNotice keys={unread} />
      </div>
      {loaded.state === "loading" && <LoadingState />}
      {loaded.state === "failed" && <ErrorState message={loaded.message} onRetry={() => window.location.reload()} />}
      {loaded.state === "ready" && <Loaded data={loaded.value} state={state} set={set} />}
    </div>
  );
}

type State = {
  readonly country: string;
  readonly sector: Sector;
  readonly detection: number;
  readonly conviction: number;
  readonly gain: number;
  readonly forfeiture: number;
  readonly restitution: number;
};

function Loaded({
  data,
  state,
  set,
}: {
  readonly data: LawData;
  readonly state: State;
  readonly set: (changes: Partial<State>) => void;
}) {
  const { t, said } = useText();
  const { country, sector } = state;
  const choices = useMemo(() => withLaw(data), [data]);
  const jurisdiction = choices.find(({ code }) => code === country) ?? choices[0];
  const analysis = useMemo(
    () => (jurisdiction === undefined ? undefined : analyse(data, jurisdiction, sector)),
    [data, jurisdiction, sector],
  );
  const { detection, conviction, gain, forfeiture, restitution } = useDeferredValue(state);
  const score = useMemo(
    () => analysis?.score({ detection, conviction, gain, forfeiture, restitution }),
    [analysis, detection, conviction, gain, forfeiture, restitution],
  );
  if (jurisdiction === undefined || analysis === undefined || score === undefined) return null;
  const { result } = analysis;
  return (
    <>
      <div className="row">
        <label className="field">
          {t("law.jurisdiction")}
          <select value={jurisdiction.code} onChange={(event) => set({ country: event.target.value })}>
            {choices.map(({ code, name }) => (
              <option key={code} value={code}>
                {said(name)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t("place.sector")}
          <select
            value={sector}
            onChange={(event) => set({ sector: schema.sector.read(event.target.value) ?? sectors[0] })}
          >
            {sectors.map((one) => (
              <option key={one} value={one}>
                {t(`place.${wordOf(one)}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <HeadNumbers result={result} />
      <div className="law-sides">
        <div className="stack-loose">
          <BalanceFigure result={result} />
          <TippingTable result={result} />
        </div>
        <TermsPanel state={state} score={score} set={set} />
      </div>
      <InputsTable result={result} />
      <p className="small soft">{t("law.limits")}</p>
    </>
  );
}

/** Jurisdictions with an offence that threatens exploiters; treaties and duties have none. */
function withLaw({ tables }: LawData): Jurisdiction[] {
  return tables.jurisdictions
    .filter((one) => one.region !== undefined && provisionsFor(tables, one, sectors[0]).length > 0)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
