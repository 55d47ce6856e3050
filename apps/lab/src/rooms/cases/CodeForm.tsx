import { type FormEvent, useState } from "react";
import { useText } from "../../text/useText.ts";
import { ask } from "./api.ts";
import { useSay } from "./useSay.ts";

const valuesOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, typeof value === "string" ? value : ""]));

/** Questions of one line each, and what they are for. `quiet`: another way stands before it. */
export function Lines({
  lines,
  action,
  quiet = false,
  onSubmit,
}: {
  readonly lines: readonly { name: string; label: string; type?: string; auto?: string; pattern?: string }[];
  readonly action: string;
  readonly quiet?: boolean;
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
        <button type="submit" className={quiet ? "button" : "button primary"} disabled={busy}>
          {action}
        </button>
      </div>
    </form>
  );
}

/** The code of the authenticator app: at sign-in, and again before names are shown. */
export function CodeForm({ onDone, quiet }: { readonly onDone: () => void; readonly quiet: boolean }) {
  const { t } = useText();
  return (
    <Lines
      lines={[{ name: "code", label: t("cases.code"), auto: "one-time-code", pattern: "\\d{6}" }]}
      action={t("cases.confirm")}
      quiet={quiet}
      onSubmit={async ({ code }) => {
        await ask("POST", "/api/sign-in/code", { code });
        onDone();
      }}
    />
  );
}
