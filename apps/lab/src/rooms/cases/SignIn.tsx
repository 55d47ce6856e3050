import { type FormEvent, useCallback, useEffect, useState } from "react";
import { useText } from "../../text/useText.ts";
import { ask, NotDone } from "./api.ts";

/** A sentence for whatever the server answered. */
export function useSay(): (error: unknown) => string {
  const { t } = useText();
  return useCallback(
    (error) =>
      error instanceof NotDone && error.code !== "unreachable"
        ? [error.where, error.message].filter(Boolean).join(": ")
        : t("cases.unreachable"),
    [t],
  );
}

const valuesOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, typeof value === "string" ? value : ""]));

function Lines({
  lines,
  action,
  onSubmit,
}: {
  readonly lines: readonly { name: string; label: string; type?: string; auto?: string; pattern?: string }[];
  readonly action: string;
  readonly onSubmit: (values: Record<string, string>) => Promise<void>;
}) {
  const say = useSay();
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    onSubmit(valuesOf(event.currentTarget))
      .catch((error: unknown) => setProblem(say(error)))
      .finally(() => setBusy(false));
  };
  return (
    <form className="stack cases-narrow" onSubmit={submit}>
      {problem !== "" && (
        <p role="alert" className="notice">
          {problem}
        </p>
      )}
      {lines.map(({ name, label, type = "text", auto = "off", pattern }) => (
        <label key={name} className="field">
          {label}
          <input
            name={name}
            type={type}
            autoComplete={auto}
            required
            pattern={pattern}
            inputMode={pattern ? "numeric" : undefined}
          />
        </label>
      ))}
      <div>
        <button type="submit" className="button primary" disabled={busy}>
          {action}
        </button>
      </div>
    </form>
  );
}

/** The code of the authenticator app: at sign-in, and again before names are shown. */
export function CodeForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useText();
  return (
    <Lines
      lines={[{ name: "code", label: t("cases.code"), auto: "one-time-code", pattern: "\\d{6}" }]}
      action={t("cases.confirm")}
      onSubmit={async ({ code }) => {
        await ask("POST", "/api/sign-in/code", { code });
        onDone();
      }}
    />
  );
}

export function SignIn({ half, onDone }: { readonly half: boolean; readonly onDone: () => void }) {
  const { t } = useText();
  const [step, setStep] = useState(half ? "code" : "password");
  return (
    <div className="stack">
      <h1>{t("cases.sign-in")}</h1>
      <p className="lead">{t("cases.sign-in-lead")}</p>
      {step === "password" ? (
        <Lines
          key="password"
          lines={[
            { name: "email", label: t("cases.email"), type: "email", auto: "username" },
            { name: "password", label: t("cases.password"), type: "password", auto: "current-password" },
          ]}
          action={t("cases.continue")}
          onSubmit={async ({ email, password }) => {
            await ask("POST", "/api/sign-in", { email, password });
            setStep("code");
          }}
        />
      ) : (
        <CodeForm onDone={onDone} />
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
