import { commonGround, cruxInWords, pairsOf, rightsWarning } from "@counterweight/policy";
import { useDeferredValue, useMemo } from "react";
import { useLinkState } from "../../app/address.ts";
import { number, some } from "../../app/link.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { ErrorState, LoadingState } from "../../parts/States.tsx";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
import { useText } from "../../text/useText.ts";
import { AcceptTable } from "./AcceptTable.tsx";
import { draws, type GroundData, groundData, seed } from "./compute.ts";
import { PositionChooser } from "./PositionChooser.tsx";
import { SharedList } from "./SharedList.tsx";

const all = ["abolitionist-demand-led", "sex-worker-rights-supply-led", "labour-rights", "criminal-justice"] as const;
type PositionId = (typeof all)[number];

const schema = { who: some(all, all), threshold: number(50, 99, 80) };

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
      </div>
      {loaded.state === "loading" && (
        <div aria-busy="true">
          <LoadingState what={t("common-ground.computing")} />
        </div>
      )}
      {loaded.state === "failed" && <ErrorState message={loaded.message} onRetry={() => window.location.reload()} />}
      {loaded.state === "ready" && <Answer data={loaded.value} who={state.who} threshold={state.threshold} set={set} />}
    </div>
  );
}

type AnswerProps = {
  readonly data: GroundData;
  readonly who: readonly PositionId[];
  readonly threshold: number;
  readonly set: (changes: { readonly who?: readonly PositionId[]; readonly threshold?: number }) => void;
};

function Answer({ data, who, threshold, set }: AnswerProps) {
  const { t } = useText();
  const chosen = useDeferredValue(who);
  const bar = useDeferredValue(threshold) / 100;
  const held = useMemo(
    () => data.held.filter(({ position }) => chosen.some((id) => id === position.id)),
    [data, chosen],
  );
  const result = useMemo(
    () => (held.length > 1 ? commonGround(held, data.wide, { threshold: bar, seed }) : undefined),
    [data, held, bar],
  );
  const name = (id: string) => data.catalogue.find((one) => one.id === id)?.name ?? id;
  const nameOf = (id: string) => data.held.find(({ position }) => position.id === id)?.position.name ?? id;
  return (
    <>
      <PositionChooser
        positions={data.held.map(({ position }) => position)}
        chosen={who}
        threshold={threshold}
        onChoose={(ids) => set({ who: all.filter((id) => ids.includes(id)) })}
        onThreshold={(percent) => set({ threshold: percent })}
      />
      {result === undefined ? (
        <p role="status">{t("common-ground.two")}</p>
      ) : (
        <>
          <SharedList result={result} held={held} name={name} />
          <AcceptTable result={result} held={held} catalogue={data.catalogue} />
          <section className="stack">
            <h2>{t("common-ground.crux")}</h2>
            <p className="soft">{t("common-ground.crux-note")}</p>
            {pairsOf(result.cruxes).map((pair) => (
              <div key={pair[0]?.between.join(" ")} className="stack" lang="en">
                <h3>
                  {nameOf(pair[0]?.between[0] ?? "")} (first) and {nameOf(pair[0]?.between[1] ?? "")} (second)
                </h3>
                <ul className="stack">
                  {pair.slice(0, 4).map((crux) => (
                    <li key={crux.policy}>{cruxInWords(crux, name)}</li>
                  ))}
                </ul>
              </div>
            ))}
          </section>
        </>
      )}
      <p className="small soft">{t("common-ground.limits", { draws, seed })}</p>
      <p className="small soft" lang="en">
        {rightsWarning}
      </p>
    </>
  );
}
