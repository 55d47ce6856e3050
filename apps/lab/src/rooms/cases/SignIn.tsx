import { useEffect, useState } from "react";
import { useText } from "../../text/useText.ts";
import { ask } from "./api.ts";
import { Lines } from "./CodeForm.tsx";
import { FactorForm, PasskeyButton } from "./Factor.tsx";
import { passkeysHere } from "./passkey.ts";
import { useSay } from "./useSay.ts";

/** Coming in: a passkey alone, or password and a second factor. */
export function SignIn({ half, onDone }: { readonly half: boolean; readonly onDone: () => void }) {
  const { t } = useText();
  const [step, setStep] = useState(half ? "factor" : "password");
  return (
    <div className="stack">
      <h1>{t("cases.sign-in")}</h1>
      <p className="lead">{t("cases.sign-in-lead")}</p>
      {step === "password" ? (
        <>
          <PasskeyButton label={t("cases.passkey-sign-in")} again={false} onDone={onDone} />
          {passkeysHere && <p className="cases-or cases-narrow">{t("cases.or-password")}</p>}
          <Lines
            lines={[
              { name: "email", label: t("cases.email"), type: "email", auto: "username" },
              { name: "password", label: t("cases.password"), type: "password", auto: "current-password" },
            ]}
            action={t("cases.continue")}
            quiet={passkeysHere}
            onSubmit={async ({ email, password }) => {
              await ask("POST", "/api/sign-in", { email, password });
              setStep("factor");
            }}
          />
        </>
      ) : (
        <FactorForm onDone={onDone} />
      )}
    </div>
  );
}

/** A one-time link: an app for codes, a password, and the link is spent. */
export function Welcome({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { t } = useText();
  const say = useSay();
  const [secret, setSecret] = useState<string | undefined>();
  const [problem, setProblem] = useState("");
  useEffect(() => {
    ask<{ secret: string }>("POST", "/api/invitation", { token }).then(
      (opened) => setSecret(opened.secret),
      (error: unknown) => setProblem(say(error)),
    );
    // The link is opened once, when the page is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [token]);
  return (
    <div className="stack">
      <h1>{t("cases.welcome")}</h1>
      {problem !== "" && (
        <p role="alert" className="notice">
          {problem}
        </p>
      )}
      {secret !== undefined && (
        <>
          <p className="lead">{t("cases.welcome-lead")}</p>
          <p>
            {t("cases.welcome-secret")} <code className="cases-secret">{secret.match(/.{1,4}/g)?.join(" ")}</code>
          </p>
          <Lines
            lines={[
              { name: "name", label: t("cases.your-name"), auto: "name" },
              { name: "email", label: t("cases.email"), type: "email", auto: "username" },
              { name: "password", label: t("cases.new-password"), type: "password", auto: "new-password" },
              { name: "code", label: t("cases.code"), auto: "one-time-code", pattern: "\\d{6}" },
            ]}
            action={t("cases.finish")}
            onSubmit={async (values) => {
              await ask("POST", "/api/invitation/accept", { token, ...values });
              onDone();
            }}
          />
        </>
      )}
    </div>
  );
}
