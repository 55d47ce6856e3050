import type { Standards } from "@counterweight/cases";
import { type ReactNode, useEffect, useState } from "react";
import { useText } from "../../../text/useText.ts";
import { type Agency, ask, type Me } from "../api.ts";
import { useDoing } from "../useDoing.tsx";
import { AssignForm } from "./AssignForm.tsx";
import { HandOverForm } from "./HandOverForm.tsx";
import { ReferralForm } from "./ReferralForm.tsx";

const ways: Readonly<Record<string, readonly ("refer" | "hand-over" | "assign")[]>> = {
  caseworker: ["refer"],
  supervisor: ["refer", "hand-over", "assign"],
  "protection-officer": ["hand-over"],
};

/** Passing one case on: what for is asked first, because a referral and a hand-over are not the same thing. */
export function PassOn({
  standards,
  me,
  id,
  number,
  onClose,
  onCase,
}: {
  readonly standards: Standards;
  readonly me: Me;
  readonly id: string;
  readonly number: string;
  readonly onClose: () => void;
  readonly onCase: () => void;
}) {
  const { t } = useText();
  const { run, notice } = useDoing();
  const mine = ways[me.role] ?? [];
  const [way, setWay] = useState(mine.length === 1 ? mine[0] : undefined);
  const [agencies, setAgencies] = useState<readonly Agency[]>([]);
  const [done, setDone] = useState<ReactNode>();
  // Loaded once, when the screen is opened.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => run(async () => setAgencies(await ask<Agency[]>("GET", "/api/agencies"))), []);
  const common = { standards, id, agencies, me, onDone: setDone };
  return (
    <div className="stack cases-form">
      <div className="row cases-head">
        <h1>{t("cases.pass-one", { number })}</h1>
        {done === undefined && (
          <button type="button" className="button small no-print" onClick={onCase}>
            {t("cases.pass-back")}
          </button>
        )}
        <button type="button" className="button small no-print" onClick={onClose}>
          {t("cases.back")}
        </button>
      </div>
      {notice}
      {done ?? (
        <>
          {mine.length !== 1 && (
            <fieldset className="cases-choice">
              <legend>{t("cases.pass-which")}</legend>
              {mine.map((one) => (
                <label key={one} className="tick">
                  <input type="radio" name="way" checked={way === one} onChange={() => setWay(one)} />
                  <span>
                    <strong>{t(`cases.pass-${one}`)}</strong> {t(`cases.pass-${one}-means`)}
                  </span>
                </label>
              ))}
              {mine.length === 0 && <p>{t("cases.pass-nothing")}</p>}
            </fieldset>
          )}
          {way === "refer" && <ReferralForm {...common} />}
          {way === "hand-over" && <HandOverForm {...common} />}
          {way === "assign" && <AssignForm {...common} number={number} />}
        </>
      )}
    </div>
  );
}
