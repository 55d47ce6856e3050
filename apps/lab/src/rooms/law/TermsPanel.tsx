import type { ReformScore } from "@counterweight/law";
import { Lever } from "../../parts/Lever.tsx";
import { useText } from "../../text/useText.ts";
import { type Terms, today } from "./analysis.ts";

type Props = { readonly state: Terms; readonly score: ReformScore; readonly set: (changes: Partial<Terms>) => void };

const terms = [
  { key: "detection", least: 1, most: 50, step: 1 },
  { key: "conviction", least: 1, most: 20, step: 1 },
  { key: "gain", least: 0, most: 5, step: 0.25 },
  { key: "forfeiture", least: 0, most: 1, step: 0.05 },
  { key: "restitution", least: 0, most: 1, step: 0.05 },
] as const;

/** A draft in five terms: move one, and the balance answers on the same draws. */
export function TermsPanel({ state, score, set }: Props) {
  const { t, format } = useText();
  const write = (key: (typeof terms)[number]["key"]) => (value: number) => {
    if (key === "forfeiture" || key === "restitution") return value === 0 ? t("law.as-today") : format.share(value);
    if (key === "gain") return value === 0 ? t("law.as-today") : t("law.times-gain", { value: format.count(value) });
    return t("law.times-today", { value: format.count(value) });
  };
  const hundred = (value: number) => format.money(value * 100);
  const moved = terms.some(({ key }) => state[key] !== today[key]);
  return (
    <section className="stack law-terms" aria-label={t("law.draft")}>
      <h2>{t("law.draft")}</h2>
      <p role="status" className="law-answer">
        {moved
          ? t("law.answer", {
              before: hundred(score.before.balance.median),
              after: hundred(score.after.balance.median),
              low: hundred(score.after.balance.low),
              high: hundred(score.after.balance.high),
              tips: format.share(score.tips),
            })
          : t("law.answer-none", { before: hundred(score.before.balance.median) })}
      </p>
      {terms.map(({ key, least, most, step }) => (
        <Lever
          key={key}
          name={t(`law.lever-${key}`)}
          meaning={t(`law.lever-${key}-what`)}
          value={state[key]}
          least={least}
          most={most}
          step={step}
          neutral={today[key]}
          write={write(key)}
          grade="C"
          cost={t("law.cost")}
          onChange={(value) => set({ [key]: value })}
        />
      ))}
      {moved && (
        <button type="button" className="button" onClick={() => set(today)}>
          {t("law.reset")}
        </button>
      )}
    </section>
  );
}
