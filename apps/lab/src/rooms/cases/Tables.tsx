import { useEffect, useState } from "react";
import { useText } from "../../text/useText.ts";
import { ask, type Me } from "./api.ts";
import { RoomHead } from "./RoomHead.tsx";
import { useSay } from "./useSay.ts";

type Counted = {
  readonly people: number;
  readonly known: number;
  readonly withdrawn?: number;
  readonly cells: readonly { readonly value: string; readonly count?: number; readonly share?: number }[];
};
const groups = [
  "sector",
  "means",
  "purpose",
  "act",
  "gender",
  "age",
  "citizenship",
  "country",
  "year",
  "sex-form",
  "recruiter",
  "status",
] as const;

/** Counts without cases: shares of those with a value, and, for release, consent and small counts kept. */
export function Tables({ me, onSignOut }: { readonly me: Me; readonly onSignOut: () => void }) {
  const { t, format } = useText();
  const say = useSay();
  const [by, setBy] = useState<string>("sector");
  const [release, setRelease] = useState(false);
  const [table, setTable] = useState<Counted | undefined>();
  const [problem, setProblem] = useState("");
  useEffect(() => {
    ask<Counted>("GET", `/api/tables/${by}?release=${release}`).then(setTable, (error: unknown) =>
      setProblem(say(error)),
    );
  }, [by, release, say]);
  return (
    <div className="stack">
      <RoomHead title={t("cases.tables")} me={me} onSignOut={onSignOut} />
      {problem !== "" && (
        <p role="alert" className="notice">
          {problem}
        </p>
      )}
      <div className="row">
        <label className="field">
          {t("cases.table-by")}
          <select value={by} onChange={(event) => setBy(event.target.value)}>
            {groups.map((name) => (
              <option key={name} value={name}>
                {t(`cases.by-${name}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="tick">
          <input type="checkbox" checked={release} onChange={(event) => setRelease(event.target.checked)} />
          {t("cases.table-release")}
        </label>
      </div>
      {table !== undefined && (
        <>
          <p role="status">{t("cases.table-people", { people: table.people, known: table.known })}</p>
          {table.withdrawn !== undefined && (
            <p className="soft">{t("cases.table-withdrawn", { count: table.withdrawn })}</p>
          )}
          <table className="cases-table">
            <thead>
              <tr>
                <th scope="col">{t("cases.table-value")}</th>
                <th scope="col">{t("cases.table-count")}</th>
                <th scope="col">{t("cases.table-share")}</th>
              </tr>
            </thead>
            <tbody>
              {table.cells.map(({ value, count, share }) => (
                <tr key={value}>
                  <th scope="row" lang="en">
                    {value}
                  </th>
                  <td>{count ?? t("cases.table-hidden")}</td>
                  <td>
                    {share === undefined
                      ? ""
                      : new Intl.NumberFormat(format.locale, { style: "percent" }).format(share)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}
