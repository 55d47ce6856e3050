import { createContext, useEffect, useState } from "react";
import { toast } from "../../parts/Toasts.tsx";
import { useText } from "../../text/useText.ts";
import { ask } from "./api.ts";
import { enrolPasskey, passkeysHere, sameByName } from "./passkey.ts";
import { useDoing } from "./useDoing.tsx";

/** Opens the page of one's own sign-in, from every page of the room. */
export const OpenOwnSignIn = createContext<() => void>(() => undefined);

type Passkey = {
  readonly id: string;
  readonly name: string;
  readonly created: string;
  readonly used?: string;
  readonly synced: boolean;
};

/** One's own passkeys: add, name, remove. `first`: the agency asks for one, and nothing else is open until there is. */
export function OwnSignIn({
  first,
  onDone,
  onClose,
}: {
  readonly first: boolean;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const { run, notice } = useDoing();
  const [passkeys, setPasskeys] = useState<readonly Passkey[]>([]);
  const [name, setName] = useState("");
  const load = async () => setPasskeys(await ask<Passkey[]>("GET", "/api/passkeys"));
  // Loaded once; afterwards each change loads it again.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => run(load), []);
  const add = () =>
    run(async () => {
      await enrolPasskey(name.trim());
      setName("");
      toast(t("cases.passkey-added"));
      await (first ? onDone() : load());
    });
  return (
    <div className="stack">
      <div className="row cases-head">
        <h1>{t("cases.own-sign-in")}</h1>
        <button type="button" className="button small" onClick={onClose}>
          {first ? t("cases.sign-out") : t("cases.back-to-work")}
        </button>
      </div>
      <p className="lead">{first ? t("cases.passkey-first") : t("cases.passkey-lead")}</p>
      {notice}
      {passkeys.length > 0 && (
        <ul className="cases-list cases-keys">
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} run={run} onChanged={load} />
          ))}
        </ul>
      )}
      {passkeys.length === 0 && !first && <p className="soft">{t("cases.passkey-none")}</p>}
      <h2 className="cases-next">{t("cases.passkey-add")}</h2>
      {passkeysHere ? (
        <form
          className="stack cases-narrow"
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <label className="field">
            {t("cases.passkey-name")}
            <input
              required
              maxLength={60}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          <div>
            <button type="submit" className="button primary">
              {t("cases.passkey-make")}
            </button>
          </div>
        </form>
      ) : (
        <p className="notice">
          {sameByName === undefined ? t("cases.problem-passkey-impossible") : t("cases.passkey-by-name")}{" "}
          {sameByName !== undefined && <a href={sameByName}>{sameByName}</a>}
        </p>
      )}
    </div>
  );
}

function PasskeyRow({
  passkey: { id, name, created, used, synced },
  run,
  onChanged,
}: {
  readonly passkey: Passkey;
  readonly run: (work: () => Promise<void>) => void;
  readonly onChanged: () => Promise<void>;
}) {
  const { t } = useText();
  const [now, setNow] = useState(name);
  const [asked, setAsked] = useState(false);
  const day = (at: string) => at.slice(0, 10);
  return (
    <li className="row cases-key">
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          run(async () => {
            await ask("PATCH", `/api/passkeys/${id}`, { name: now.trim() });
            await onChanged();
          });
        }}
      >
        <label className="field">
          <span className="unseen">{t("cases.passkey-rename", { name })}</span>
          <input
            required
            maxLength={60}
            autoComplete="off"
            value={now}
            onChange={(event) => setNow(event.target.value)}
          />
        </label>
        {now.trim() !== name && (
          <button type="submit" className="button small">
            {t("cases.save")}
          </button>
        )}
      </form>
      <span className="soft small">
        {[
          t("cases.passkey-since", { day: day(created) }),
          used === undefined ? t("cases.passkey-unused") : t("cases.passkey-used", { day: day(used) }),
          synced ? t("cases.passkey-synced") : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      <button
        type="button"
        className="button small"
        onBlur={() => setAsked(false)}
        onClick={() =>
          asked
            ? run(async () => {
                await ask("POST", `/api/passkeys/${id}/remove`);
                await onChanged();
              })
            : setAsked(true)
        }
      >
        {asked ? t("cases.passkey-remove-sure", { name }) : t("cases.passkey-remove", { name })}
      </button>
    </li>
  );
}
