import { useEffect, useState } from "react";
import { toast } from "../../parts/Toasts.tsx";
import { useText } from "../../text/useText.ts";
import { ask } from "./api.ts";
import { useDoing } from "./useDoing.tsx";

type Hours = { readonly from: string; readonly to: string } | null;
type Rules = {
  readonly networks: readonly string[];
  readonly hours: readonly Hours[] | null;
  readonly timeZone: string;
  readonly longestHours: number;
  readonly idleMinutes: number;
  readonly requirePasskey: boolean;
  readonly newDevice: "code" | "passkey";
};
type Answer = { readonly rules: Rules; readonly you: { readonly address?: string } };

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const working: Hours = { from: "08:00", to: "18:00" };

/** From where, when and with what the agency's people come in. */
export function AccessRules() {
  const { t } = useText();
  const { run, notice } = useDoing();
  const [rules, setRules] = useState<Rules | undefined>();
  const [networks, setNetworks] = useState("");
  const [address, setAddress] = useState("");
  // Loaded once; saving keeps what the page shows.
  useEffect(
    () =>
      run(async () => {
        const found = await ask<Answer>("GET", "/api/access-rules");
        setRules(found.rules);
        setNetworks(found.rules.networks.join("\n"));
        setAddress(found.you.address ?? "");
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [],
  );
  if (rules === undefined) return notice;
  const change = (part: Partial<Rules>) => setRules({ ...rules, ...part });
  const save = () =>
    run(async () => {
      const listed = networks.split(/[\s,]+/).filter((text) => text !== "");
      await ask("POST", "/api/access-rules", { ...rules, networks: listed });
      toast(t("cases.saved"));
    });
  return (
    <section className="stack cases-next">
      <h2>{t("cases.rules")}</h2>
      <p className="soft">{t("cases.rules-lead")}</p>
      <form
        className="stack cases-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label className="tick">
          <input
            type="checkbox"
            checked={rules.requirePasskey}
            onChange={(event) => change({ requirePasskey: event.target.checked })}
          />
          {t("cases.rules-passkey")}
        </label>
        <label className="tick">
          <input
            type="checkbox"
            checked={rules.newDevice === "passkey"}
            onChange={(event) => change({ newDevice: event.target.checked ? "passkey" : "code" })}
          />
          {t("cases.rules-device")}
        </label>
        <label className="field">
          {t("cases.rules-networks")}
          <textarea
            rows={3}
            spellCheck={false}
            autoComplete="off"
            placeholder="203.0.113.0/24"
            value={networks}
            onChange={(event) => setNetworks(event.target.value)}
          />
          <span className="soft small">{t("cases.rules-you", { address })}</span>
        </label>
        <OpenHours rules={rules} onChange={change} />
        <div className="row">
          <NumberField
            label={t("cases.rules-longest")}
            value={rules.longestHours}
            range={[1, 24]}
            onChange={(longestHours) => change({ longestHours })}
          />
          <NumberField
            label={t("cases.rules-idle")}
            value={rules.idleMinutes}
            range={[5, 120]}
            onChange={(idleMinutes) => change({ idleMinutes })}
          />
        </div>
        {notice}
        <div>
          <button type="submit" className="button primary">
            {t("cases.rules-save")}
          </button>
        </div>
      </form>
    </section>
  );
}

function NumberField({
  label,
  value,
  range: [least, most],
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly range: readonly [number, number];
  readonly onChange: (value: number) => void;
}) {
  return (
    <label className="field">
      {label}
      <input
        type="number"
        required
        min={least}
        max={most}
        value={value === 0 ? "" : value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </label>
  );
}

function OpenHours({ rules, onChange }: { readonly rules: Rules; readonly onChange: (part: Partial<Rules>) => void }) {
  const { t } = useText();
  const { hours, timeZone } = rules;
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const limit = (on: boolean) =>
    onChange(on ? { hours: days.map((_, at) => (at < 5 ? working : null)), timeZone: here } : { hours: null });
  const set = (day: number, span: Hours) =>
    onChange({ hours: (hours ?? []).map((old, at) => (at === day ? span : old)) });
  return (
    <fieldset className="cases-hours">
      <legend>
        <label className="tick">
          <input type="checkbox" checked={hours !== null} onChange={(event) => limit(event.target.checked)} />
          {t("cases.rules-hours")}
        </label>
      </legend>
      {hours !== null && (
        <>
          {days.map((day, at) => {
            const span = hours[at] ?? null;
            return (
              <div key={day} className="cases-day">
                <label className="tick">
                  <input
                    type="checkbox"
                    checked={span !== null}
                    onChange={(event) => set(at, event.target.checked ? working : null)}
                  />
                  {t(`cases.day-${day}`)}
                </label>
                {span !== null &&
                  (["from", "to"] as const).map((end) => (
                    <label key={end} className="cases-time">
                      <span className="soft small">{t(`cases.rules-${end}`)}</span>
                      <input
                        type="time"
                        required
                        aria-label={`${t(`cases.day-${day}`)}: ${t(`cases.rules-${end}`)}`}
                        value={span[end] === "24:00" ? "00:00" : span[end]}
                        onChange={(event) => set(at, { ...span, [end]: event.target.value })}
                      />
                    </label>
                  ))}
              </div>
            );
          })}
          <label className="field">
            {t("cases.rules-zone")}
            <select value={timeZone} onChange={(event) => onChange({ timeZone: event.target.value })}>
              {[...new Set([timeZone, here, "UTC", ...Intl.supportedValuesOf("timeZone")])].map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </select>
          </label>
          <p className="soft small">{t("cases.rules-night")}</p>
        </>
      )}
    </fieldset>
  );
}
