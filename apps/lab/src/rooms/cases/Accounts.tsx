import { useEffect, useState } from "react";
import { linkTo } from "../../app/address.ts";
import { useText } from "../../text/useText.ts";
import { ask, type Me } from "./api.ts";
import { RoomHead } from "./RoomHead.tsx";
import { useSay } from "./SignIn.tsx";

type Account = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly team?: string;
  readonly disabled: boolean;
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
  const say = useSay();
  const [accounts, setAccounts] = useState<readonly Account[]>([]);
  const [problem, setProblem] = useState("");
  const [link, setLink] = useState("");
  const failed = (error: unknown) => setProblem(say(error));
  const load = () => ask<Account[]>("GET", "/api/accounts").then(setAccounts, failed);
  // Loaded once; afterwards each change loads it again.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => void load(), []);
  return (
    <div className="stack">
      <RoomHead title={t("cases.accounts")} me={me} onSignOut={onSignOut} />
      {problem !== "" && (
        <p role="alert" className="notice">
          {problem}
        </p>
      )}
      <ul className="cases-list">
        {accounts.map(({ id, email, name, role, team, disabled }) => (
          <li key={id} className="row">
            <strong>{name}</strong>
            <span className="soft">
              {[email, t(`cases.role-${role}`), team, disabled ? t("cases.closed") : ""].filter(Boolean).join(" · ")}
            </span>
            <button
              type="button"
              className="button small"
              onClick={() => void ask("PATCH", `/api/accounts/${id}`, { disabled: !disabled }).then(load, failed)}
            >
              {disabled ? t("cases.reopen") : t("cases.close")}
            </button>
          </li>
        ))}
      </ul>
      <h2>{t("cases.invite")}</h2>
      <form
        className="stack cases-narrow"
        onSubmit={(event) => {
          event.preventDefault();
          setProblem("");
          const values = new FormData(event.currentTarget);
          const of = (key: string) => {
            const value = values.get(key);
            return typeof value === "string" ? value : "";
          };
          const team = of("team");
          ask<{ token: string }>("POST", "/api/accounts", {
            name: of("name"),
            email: of("email"),
            role: of("role"),
            ...(team === "" ? {} : { team }),
          }).then(({ token }) => {
            setLink(`${window.location.origin}${window.location.pathname}${linkTo("/cases", { welcome: token })}`);
            return load();
          }, failed);
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
      {link !== "" && (
        <p role="status" className="notice">
          {t("cases.invite-link")} <code className="cases-link">{link}</code>
        </p>
      )}
    </div>
  );
}
