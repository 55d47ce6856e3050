import type { Standards } from "@counterweight/cases";
import { useEffect, useState } from "react";
import { useText } from "../../../text/useText.ts";
import { ask, type HandOver, type Me, type Referral } from "../api.ts";
import { useDoing } from "../useDoing.tsx";
import { HandOverItem } from "./HandOverItem.tsx";
import { ReferralItem } from "./ReferralItem.tsx";

/** What came in and what went out: referrals and hand-overs, those that wait for an answer first. */
export function PassedOn({
  standards,
  me,
  onClose,
}: {
  readonly standards: Standards;
  readonly me: Me;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const { run, notice } = useDoing();
  const [side, setSide] = useState<"in" | "out">("in");
  const [referrals, setReferrals] = useState<readonly Referral[]>([]);
  const [handOvers, setHandOvers] = useState<readonly HandOver[]>([]);
  const load = async () => {
    setReferrals(await ask<Referral[]>("GET", "/api/referrals"));
    setHandOvers(await ask<HandOver[]>("GET", "/api/custody"));
  };
  // Loaded once; each answer loads it again.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => run(load), []);
  const waits = ({ state }: { readonly state: string }) => Number(state === "requested" || state === "offered");
  const first = <One extends { readonly state: string }>(list: readonly One[]) =>
    list.toSorted((a, b) => waits(b) - waits(a));
  const referred = first(referrals.filter(({ way }) => way === (side === "in" ? "received" : "sent")));
  const handed = first(handOvers.filter(({ way }) => (side === "in") === (way === "received")));
  const item = { standards, decides: me.role === "supervisor", onChange: () => run(load) };
  return (
    <div className="stack">
      <div className="row cases-head">
        <h1>{t("cases.passed")}</h1>
        <button type="button" className="button small" onClick={onClose}>
          {t("cases.back")}
        </button>
      </div>
      <div className="row" role="group" aria-label={t("cases.passed")}>
        {(["in", "out"] as const).map((one) => (
          <button key={one} type="button" className="button" aria-pressed={side === one} onClick={() => setSide(one)}>
            {t(`cases.passed-${one}`)}
          </button>
        ))}
      </div>
      {notice}
      <h2>{t("cases.passed-referrals")}</h2>
      {referred.length === 0 && <p className="soft">{t("cases.passed-none")}</p>}
      <ul className="cases-list">
        {referred.map((referral) => (
          <ReferralItem key={referral.id} referral={referral} {...item} />
        ))}
      </ul>
      <h2>{t("cases.passed-hand-overs")}</h2>
      {handed.length === 0 && <p className="soft">{t("cases.passed-none")}</p>}
      <ul className="cases-list">
        {handed.map((one) => (
          <HandOverItem key={one.id} one={one} mayWithdraw={me.role !== "caseworker"} {...item} />
        ))}
      </ul>
    </div>
  );
}
