import { type Standards, vocabularyOf } from "@counterweight/cases";
import { useState } from "react";
import { toast } from "../../../parts/Toasts.tsx";
import { useText } from "../../../text/useText.ts";
import { ask, type HandOver, NotDone } from "../api.ts";
import { leavesOf } from "../record.ts";
import { useDoing } from "../useDoing.tsx";
import { handOverLines } from "./lines.ts";
import { Passed } from "./Passed.tsx";
import { Receipt } from "./Receipt.tsx";

/** One hand-over: the few codes to decide by, the answer, and the receipt. */
export function HandOverItem({
  standards,
  one,
  decides,
  mayWithdraw,
  onChange,
}: {
  readonly standards: Standards;
  readonly one: HandOver;
  readonly decides: boolean;
  readonly mayWithdraw: boolean;
  readonly onChange: () => void;
}) {
  const text = useText();
  const { t } = text;
  const { run, notice } = useDoing();
  const [reason, setReason] = useState("");
  const [number, setNumber] = useState<string | undefined>();
  const [receipt, setReceipt] = useState(false);
  const answer = (what: "accept" | "decline" | "withdraw", body: object) =>
    run(async () => {
      try {
        await ask<HandOver>("POST", `/api/custody/${one.id}/${what}`, body);
      } catch (error) {
        // The number is asked for only where the proposed one is taken.
        if (error instanceof NotDone && error.code === "cases.number-taken") setNumber(number ?? "");
        throw error;
      }
      toast(t(`cases.hand-over-${what}-done`));
      onChange();
    });
  const offered = one.state === "offered";
  return (
    <li className="cases-item-box stack">
      <div className="row">
        <strong>{one.way === "received" ? one.from : one.to}</strong>
        {one.number !== undefined && <span>{t("cases.one", { number: one.number })}</span>}
        <span className="soft">{t(`cases.hand-over-${one.state}`)}</span>
      </div>
      {one.record !== undefined && (
        <>
          <p>{t("cases.hand-over-see")}</p>
          <Passed standards={standards} leaves={leavesOf(one.record)} />
        </>
      )}
      {notice}
      {offered && one.way === "received" && decides && (
        <>
          {number !== undefined && (
            <label className="field">
              {t("cases.hand-over-number")}
              <input
                value={number}
                maxLength={100}
                autoComplete="off"
                onChange={(event) => setNumber(event.target.value)}
              />
            </label>
          )}
          <div>
            <button
              type="button"
              className="button small primary"
              onClick={() => answer("accept", number === undefined || number === "" ? {} : { number })}
            >
              {t("cases.hand-over-accept")}
            </button>
          </div>
          <div className="row cases-consent">
            <label className="field">
              {t("cases.hand-over-why")}
              <select value={reason} lang="en" onChange={(event) => setReason(event.target.value)}>
                <option value="">{t("cases.pass-choose")}</option>
                {[...vocabularyOf(standards, "decline_reason").byCode].map(([code, { label }]) => (
                  <option key={code} value={code}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
            <button
              type="button"
              className="button small"
              disabled={reason === ""}
              onClick={() => answer("decline", { reason })}
            >
              {t("cases.referral-decline")}
            </button>
          </div>
        </>
      )}
      <div className="row">
        {offered && one.way === "given" && mayWithdraw && (
          <button type="button" className="button small" onClick={() => answer("withdraw", {})}>
            {t("cases.hand-over-back")}
          </button>
        )}
        <button type="button" className="button small" aria-expanded={receipt} onClick={() => setReceipt(!receipt)}>
          {t("cases.receipt")}
        </button>
      </div>
      {receipt && (
        <Receipt
          title={t(one.state === "accepted" ? "cases.hand-over-receipt" : "cases.hand-over-offer")}
          lines={handOverLines(text, standards, one)}
          name={`hand-over-${one.receipt ?? one.id.slice(0, 8)}`}
        />
      )}
    </li>
  );
}
