import { sectors } from "@counterweight/evidence";
import { cruxSentences, type Position, pairsOf, positionStructures } from "@counterweight/policy";
import { Fragment, useMemo } from "react";
import { useLinkState } from "../../app/address.ts";
import { number, type StateOf, some, text, wholeNumber } from "../../app/link.ts";
import { placeFields } from "../../data/places.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { useAnalysis } from "../../engine/useAnalysis.ts";
import { DecisionNotes, RightsWarning } from "../../parts/DecisionNotes.tsx";
import { DrawsChooser } from "../../parts/DrawsChooser.tsx";
import { PlaceChooser } from "../../parts/PlaceChooser.tsx";
import { RunState } from "../../parts/RunState.tsx";
import { Said } from "../../parts/Said.tsx";
import { ErrorState, LoadingState } from "../../parts/States.tsx";
import { StudyButton } from "../../parts/StudyButton.tsx";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
import { useText } from "../../text/useText.ts";
import { AcceptTable } from "./AcceptTable.tsx";
import { draws, type GroundData, groundData, ownPositions, rewritten, seed, withOwn, years } from "./compute.ts";
import { PositionChooser } from "./PositionChooser.tsx";
import { Settlers } from "./Settlers.tsx";
import { SharedList } from "./SharedList.tsx";
import "./common-ground.css";

const all = ["abolitionist-demand-led", "sex-worker-rights-supply-led", "labour-rights", "criminal-justice"] as const;

const schema = {
  ...placeFields,
  who: some(all, all),
  threshold: number(50, 99, 80),
  /** Positions a reader wrote, as a JSON list. */
  own: text(60_000),
  draws: wholeNumber(16, 1024, draws),
};

export default function CommonGroundPage() {
  const { t } = useText();
  const [state, set, unread] = useLinkState(schema);
  const loaded = useLoaded<GroundData>(groundData);
  return (
    <div className="stack-loose">
      <div className="stack">
        <h1>{t("common-ground.title")}</h1>
        <p className="lead">{t("common-ground.lead")}</p>
        <UnreadNotice keys={unread} />
        <div className="row">
          <PlaceChooser
            region={state.region}
            sector={state.sector}
            onRegion={(name) => set({ region: schema.region.read(name) ?? "World" })}
            onSector={(name) => set({ sector: schema.sector.read(name) ?? "all" })}
          />
          <DrawsChooser draws={state.draws} onChange={(count) => set({ draws: count })} />
        </div>
      </div>
      {loaded.state === "loading" && <LoadingState />}
      {loaded.state === "failed" && <ErrorState message={loaded.message} onRetry={() => window.location.reload()} />}
      {loaded.state === "ready" && <Chosen data={loaded.value} state={state} set={set} />}
    </div>
  );
}

type State = StateOf<typeof schema>;
type ChosenProps = {
  readonly data: GroundData;
  readonly state: State;
  readonly set: (changes: Partial<State>) => void;
};

function Chosen({ data, state, set }: ChosenProps) {
  const { t } = useText();
  const { who, threshold, own } = state;
  const { mine, fault } = useMemo(() => readOwn(own, data), [own, data]);
  const positions = withOwn(data.shipped, mine);
  const chosen = positions.filter(({ id }) => !all.some((one) => one === id) || who.some((one) => one === id));
  const texts = new Map([...data.written, ...writtenIn(fault === undefined ? own : "")]);
  return (
    <>
      {fault !== undefined && <ErrorState message={fault} />}
      <PositionChooser
        positions={positions}
        chosen={chosen.map(({ id }) => id)}
        fixed={mine.map(({ id }) => id).filter((id) => !all.some((one) => one === id))}
        edited={mine.map(({ id }) => id)}
        texts={texts}
        catalogue={data.catalogue}
        threshold={threshold}
        onChoose={(ids) => set({ who: all.filter((id) => ids.includes(id)) })}
        onThreshold={(percent) => set({ threshold: percent })}
        onEdit={(id, written) =>
          set({ own: rewritten(fault === undefined ? own : "", written === "" ? id : idOf(written, id), written) })
        }
      />
      {chosen.length < 2 ? (
        <p role="status">{t("common-ground.two")}</p>
      ) : (
        <Answer data={data} positions={chosen} texts={texts} state={state} />
      )}
    </>
  );
}

function Answer({
  data,
  positions,
  texts,
  state,
}: {
  readonly data: GroundData;
  readonly positions: readonly Position[];
  /** The positions as written, by id. */
  readonly texts: ReadonlyMap<string, string>;
  readonly state: State;
}) {
  const { t, format, said } = useText();
  const { region, sector } = state;
  const sectorsOf = sector === "all" ? sectors : [sector];
  const scope = { region, sectors: sectorsOf, structures: positionStructures, draws: state.draws, seed, years };
  const run = useAnalysis("ground", { scope, positions, threshold: state.threshold / 100 });
  const { answer } = run;
  const name = (id: string) => data.catalogue.find((one) => one.id === id)?.name ?? id;
  // An older answer may speak of positions that are no longer chosen.
  const judged = positions.filter(({ id }) => answer?.result.verdicts.some(({ position }) => position === id));
  const nameOf = (id: string | undefined) => said(positions.find((one) => one.id === id)?.name ?? id ?? "");
  return (
    <div className="stack-loose" aria-busy={run.progress !== undefined}>
      <RunState run={run} />
      {answer && (
        <>
          <SharedList result={answer.result} weakest={answer.weakest} name={name} />
          {answer.largest && answer.largest.interventions.length > 1 && (
            <section className="stack">
              <h2>{t("common-ground.package", { count: answer.largest.interventions.length })}</h2>
              <p>
                {t("common-ground.package-words", {
                  share: format.share(Math.min(99, Math.round(answer.largest.worst * 100)) / 100),
                  measures: format.list(answer.largest.interventions.map((id) => said(name(id)))),
                })}
              </p>
            </section>
          )}
          <RightsWarning />
          <AcceptTable result={answer.result} positions={judged} catalogue={data.catalogue} />
          <section className="stack">
            <h2>{t("common-ground.crux")}</h2>
            <p className="soft">{t("common-ground.crux-note")}</p>
            {pairsOf(answer.result.cruxes).map((pair) => (
              <div key={pair[0]?.between.join(" ")} className="stack">
                <h3>
                  {t("common-ground.pair", {
                    first: nameOf(pair[0]?.between[0]),
                    second: nameOf(pair[0]?.between[1]),
                  })}
                </h3>
                <ul className="stack">
                  {pair.slice(0, 4).map((crux) => (
                    <li key={crux.policy}>
                      {cruxSentences(crux, name).map((sentence) => (
                        <Fragment key={sentence}>
                          <Said>{sentence}</Said>{" "}
                        </Fragment>
                      ))}
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </section>
          <Settlers settlers={answer.settlers} />
        </>
      )}
      <StudyButton
        command="common-ground"
        options={{ region, sector, draws: state.draws, seed, years, threshold: state.threshold }}
        positions={positions.map(({ id }) => JSON.parse(texts.get(id) ?? "{}") as unknown)}
      />
      <p className="small soft">{t("common-ground.limits", { draws: state.draws, seed })}</p>
      <DecisionNotes draws={state.draws} seed={seed} years={years} />
    </div>
  );
}

function readOwn(own: string, { catalogue }: GroundData): { readonly mine: Position[]; readonly fault?: string } {
  try {
    return { mine: ownPositions(own, catalogue) };
  } catch (error) {
    return { mine: [], fault: error instanceof Error ? error.message : String(error) };
  }
}

function writtenIn(own: string): (readonly [string, string])[] {
  const list = own === "" ? [] : (JSON.parse(own) as readonly { readonly id: string }[]);
  return list.map((position) => [position.id, JSON.stringify(position, null, 1)] as const);
}

const idOf = (written: string, id: string): string => (JSON.parse(written) as { readonly id?: string }).id ?? id;
