import type { Standards } from "@counterweight/cases";
import { useState } from "react";
import { useText } from "../../../text/useText.ts";
import { ask, type Referral } from "../api.ts";
import { leavesOf } from "../record.ts";
import { useDoing } from "../useDoing.tsx";
import { referralLines, wordOf } from "./lines.ts";
import { Passed } from "./Passed.tsx";
import { Receipt } from "./Receipt.tsx";

/** One referral: its state, the answer where it waits for one, what was passed on once accepted, and the receipt. */
export function ReferralItem({
  standards,
  referral,
  decides,
  onChange,
}: {
  readonly standards: Standards;
  readonly referral: Referral;
  readonly decides: boolean;
  readonly onChange: () => void;
}) {
  const text = useText();
  const { t } = text;
  const { run, notice } = useDoing();
  const [opened, setOpened] = useState<Referral | undefined>();
  const [receipt, setReceipt] = useState(false);
  const decide = (decision: "accepted" | "declined" | "done") =>
    run(async () => {
      const answer = await ask<Referral>("POST", `/api/referrals/${referral.id}/decide`, { decision });
      setOpened(answer.record === undefined ? undefined : answer);
      onChange();
    });
  const other = referral.way === "sent" ? referral.to : referral.from;
  return (
    <li className="cases-item-box stack">
      <div className="row">
        <strong>{other}</strong>
        <span lang="en">{wordOf(standards, "service_type", referral.service)}</span>
        <span className="soft">{t(`cases.referral-${referral.state}`)}</span>
      </div>
      {notice}
      {opened !== undefined && (
        <>
          <p role="status">{t("cases.referral-read-now")}</p>
          <Passed standards={standards} leaves={leavesOf(opened.record)} />
        </>
      )}
      <div className="row">
        {decides && referral.way === "received" && referral.state === "requested" && (
          <>
            <button type="button" className="button small primary" onClick={() => decide("accepted")}>
              {t("cases.referral-accept")}
            </button>
            <button type="button" className="button small" onClick={() => decide("declined")}>
              {t("cases.referral-decline")}
            </button>
          </>
        )}
        {decides && referral.way === "received" && referral.state === "accepted" && (
          <>
            {opened === undefined && (
              <button type="button" className="button small" onClick={() => decide("accepted")}>
                {t("cases.referral-show")}
              </button>
            )}
            <button type="button" className="button small" onClick={() => decide("done")}>
              {t("cases.referral-finish")}
            </button>
          </>
        )}
        <button type="button" className="button small" aria-expanded={receipt} onClick={() => setReceipt(!receipt)}>
          {t("cases.receipt")}
        </button>
      </div>
      {receipt && (
        <Receipt
          title={t("cases.referral-receipt")}
          lines={referralLines(text, standards, referral)}
          name={`referral-${referral.id.slice(0, 8)}`}
        />
      )}
    </li>
  );
}
