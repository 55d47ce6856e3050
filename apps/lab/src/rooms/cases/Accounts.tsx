import { useEffect, useState } from "react";
import { linkTo } from "../../app/address.ts";
import { useText } from "../../text/useText.ts";
import { AccessRules } from "./AccessRules.tsx";
import { ask, type Me } from "./api.ts";
import { RoomHead } from "./RoomHead.tsx";
import { useDoing } from "./useDoing.tsx";

type Account = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly team?: string;
  readonly disabled: boolean;
  readonly passkeys: number;
};
const roles = [
  "caseworker",
  "supervisor",
  "protection-officer",
  "analyst",
  "coordinator",
  "auditor",
  "administrator",
] as const;

/** The administrator's page: who may enter, as what. No case is seen here. */
export function Accounts({ me, onSignOut }: { readonly me: Me; readonly onSignOut: () => void }) {
  const { t } = useText();
  const { run, notice } = useDoing();
  const [accounts, setAccounts] = useState<readonly Account[]>([]);
  const [link, setLink] = useState("");
  const load = async () => setAccounts(await ask<Account[]>("GET", "/api/accounts"));
  const change = (method: "PATCH" | "POST", path: string, body: object, done?: () => void) =>
    run(async () => {
      const { token } = await ask<{ token?: string }>(method, path, body);
      setLink(
        token === undefined
          ? ""
          : `${window.location.origin}${window.location.pathname}${linkTo("/cases", { welcome: token })}`,
      );
      done?.();
      await load();
    });
  // Loaded once; afterwards each change loads it again.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => run(load), []);
  return (
    <div className="stack">
      <RoomHead title={t("cases.accounts")} me={me} onSignOut={onSignOut} />
      {notice}
      {link !== "" && (
        <p role="status" className="notice">
          {t("cases.invite-link")} <code className="cases-link">{link}</code>
        </p>
      )}
      <ul className="cases-list">
        {accounts.map(({ id, email, name, role, team, disabled, passkeys }) => (
          <li key={id} className="row cases-account">
            <strong>{name}</strong>
            <span className="soft">
              {[
                email,
                t(`cases.role-${role}`),
                team,
                t("cases.passkeys-of", { count: passkeys }),
                disabled ? t("cases.closed") : "",
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <button
              type="button"
              className="button small"
              onClick={() => change("PATCH", `/api/accounts/${id}`, { disabled: !disabled })}
            >
              {disabled ? t("cases.reopen") : t("cases.close")}
            </button>
            {email !== me.email && (
              <details>
                <summary>{t("cases.lost")}</summary>
                <div className="stack cases-lost">
                  <p className="soft small">{t("cases.lost-lead", { name })}</p>
                  <div className="row">
                    {(["passkeys", "everything"] as const).map((what) => (
                      <button
                        key={what}
                        type="button"
                        className="button small"
                        disabled={what === "passkeys" && passkeys === 0}
                        onClick={() => change("POST", `/api/accounts/${id}/reset`, { what })}
                      >
                        {t(`cases.reset-${what}`)}
                      </button>
                    ))}
                  </div>
                </div>
              </details>
            )}
          </li>
        ))}
      </ul>
      <h2 className="cases-next">{t("cases.invite")}</h2>
      <form
        className="stack cases-narrow"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const values = new FormData(form);
          const of = (key: string) => {
            const value = values.get(key);
            return typeof value === "string" ? value : "";
          };
          const team = of("team");
          const account = { name: of("name"), email: of("email"), role: of("role"), ...(team === "" ? {} : { team }) };
          change("POST", "/api/accounts", account, () => form.reset());
        }}
      >
        <label className="field">
          {t("cases.name")}
          <input name="name" required maxLength={100} autoComplete="off" />
        </label>
        <label className="field">
          {t("cases.email")}
          <input name="email" type="email" required autoComplete="off" />
        </label>
        <label className="field">
          {t("cases.role")}
          <select name="role">
            {roles.map((role) => (
              <option key={role} value={role}>
                {t(`cases.role-${role}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t("cases.team")}
          <input name="team" maxLength={100} autoComplete="off" />
        </label>
        <div>
          <button type="submit" className="button primary">
            {t("cases.invite-do")}
          </button>
        </div>
      </form>
      <AccessRules />
    </div>
  );
}
