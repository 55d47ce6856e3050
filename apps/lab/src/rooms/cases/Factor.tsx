import { useEffect, useState } from "react";
import { useText } from "../../text/useText.ts";
import { ask, type Me } from "./api.ts";
import { CodeForm } from "./CodeForm.tsx";
import { givePasskey, passkeysHere, sameByName } from "./passkey.ts";
import { useSay } from "./useSay.ts";

/** One press: the browser asks for finger, face or PIN. */
export function PasskeyButton({
  label,
  again,
  onDone,
}: {
  readonly label: string;
  readonly again: boolean;
  readonly onDone: () => void;
}) {
  const { t } = useText();
  const say = useSay();
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  if (!passkeysHere)
    return sameByName === undefined ? null : (
      <p className="soft small">
        {t("cases.passkey-by-name")} <a href={sameByName}>{sameByName}</a>
      </p>
    );
  const give = () => {
    setBusy(true);
    setProblem("");
    givePasskey(again)
      .then(onDone, (error: unknown) => setProblem(say(error)))
      .finally(() => setBusy(false));
  };
  return (
    <div className="stack">
      {problem !== "" && (
        <p role="alert" className="notice">
          {problem}
        </p>
      )}
      <div>
        <button type="button" className="button primary" disabled={busy} onClick={give}>
          {label}
        </button>
      </div>
    </div>
  );
}

/** The second factor, or a fresh one: a passkey where there is one, or the code of the app. */
export function FactorForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useText();
  const [me, setMe] = useState<Me | undefined>();
  useEffect(() => {
    ask<Me>("GET", "/api/me").then(setMe, () => undefined);
  }, []);
  if (me === undefined) return null;
  const key = me.passkeys > 0 && <PasskeyButton label={t("cases.passkey-use")} again onDone={onDone} />;
  if (me.lacks === "passkey")
    return (
      <div className="stack cases-narrow">
        <p className="notice">{t("cases.access-passkey")}</p>
        {key}
      </div>
    );
  return (
    <div className="stack cases-narrow">
      {key}
      {me.passkeys > 0 && <p className="cases-or">{t("cases.or-code")}</p>}
      <CodeForm onDone={onDone} quiet={me.passkeys > 0} />
    </div>
  );
}
