import { type LeverName, type LeverSettings, leverNames, standardCountriesIn } from "@counterweight/policy";
import { memo, useCallback, useLayoutEffect, useRef } from "react";
import { useLoaded } from "../../data/useLoaded.ts";
import { Lever } from "../../parts/Lever.tsx";
import { useText } from "../../text/useText.ts";
import { type Knowledge, leverKnowledge } from "./leverCosts.ts";
import { actors, leverPlaces } from "./levers.ts";
import { neutralOf, rangeOf, writeLever } from "./words.ts";

type Props = {
  readonly settings: LeverSettings;
  readonly horizon: "all" | "soon" | "late";
  /** People exploited in the place, from which the number of standard countries follows. */
  readonly people: number;
  readonly onChange: (settings: LeverSettings) => void;
  readonly onHorizon: (horizon: "all" | "soon" | "late") => void;
};

/** All levers by the actor they act on first; groups with a lever out of its place stand open. */
export function LeverPanel({ settings, horizon, people, onChange, onHorizon }: Props) {
  const { t } = useText();
  const loaded = useLoaded<Knowledge>(leverKnowledge);
  const knowledge = loaded.state === "ready" ? loaded.value : undefined;
  const latest = useRef({ settings, onChange });
  useLayoutEffect(() => {
    latest.current = { settings, onChange };
  });
  const move = useCallback(
    (lever: LeverName, size: number) => latest.current.onChange({ ...latest.current.settings, [lever]: size }),
    [],
  );
  const moved = leverNames.filter((lever) => settings[lever] !== undefined && settings[lever] !== neutralOf(lever));
  return (
    <div className="stack">
      <div className="row">
        <h2>{t("policy.levers")}</h2>
        {moved.length > 0 && (
          <button type="button" className="button small" onClick={() => onChange({})}>
            {t("policy.reset")}
          </button>
        )}
      </div>
      <label className="field">
        {t("policy.horizon")}
        <select
          value={horizon}
          onChange={(event) =>
            onHorizon(event.target.value === "soon" ? "soon" : event.target.value === "late" ? "late" : "all")
          }
        >
          {(["all", "soon", "late"] as const).map((one) => (
            <option key={one} value={one}>
              {t(`policy.horizon-${one}`)}
            </option>
          ))}
        </select>
      </label>
      {actors.map((actor, index) => {
        const own = leverNames.filter(
          (lever) =>
            leverPlaces[lever].actor === actor && (horizon === "all" || leverPlaces[lever].horizon === horizon),
        );
        if (own.length === 0) return null;
        return (
          <details key={actor} className="lever-group" open={index === 0 || own.some((lever) => moved.includes(lever))}>
            <summary>
              {t(`policy.actor-${actor}`)}{" "}
              <span className="soft small">{t("policy.lever-count", { count: own.length })}</span>
            </summary>
            <div className="stack lever-list">
              {own.map((lever) => (
                <OneLever
                  key={lever}
                  lever={lever}
                  value={settings[lever] ?? neutralOf(lever)}
                  knowledge={knowledge}
                  people={people}
                  onMove={move}
                />
              ))}
            </div>
          </details>
        );
      })}
      <p className="small soft">{t("policy.rights-warning")}</p>
    </div>
  );
}

type OneProps = {
  readonly lever: LeverName;
  readonly value: number;
  readonly knowledge: Knowledge | undefined;
  readonly people: number;
  readonly onMove: (lever: LeverName, size: number) => void;
};

/** Drawn again only where its own lever moved: twenty-six sliders cost more than the charts. */
const OneLever = memo(function OneLever({ lever, value, knowledge, people, onMove }: OneProps) {
  const { t, format } = useText();
  const { least, most, step } = rangeOf(lever);
  const known = knowledge?.[lever];
  const countries = standardCountriesIn(people);
  const cost =
    known === undefined
      ? ""
      : known.step === undefined
        ? t("policy.step-uncosted")
        : t("policy.step-cost", {
            low: format.money(known.step.low * countries),
            high: format.money(known.step.high * countries),
            count: known.step.measures,
          });
  return (
    <Lever
      name={t(`policy.lever-${lever}`)}
      meaning={t(`policy.what-${lever}`)}
      value={value}
      least={least}
      most={most}
      step={step}
      neutral={neutralOf(lever)}
      write={(size) => writeLever(lever, size, format)}
      grade={known?.grade ?? "C"}
      cost={cost}
      onChange={(size) => onMove(lever, size)}
    />
  );
});
