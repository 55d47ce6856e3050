import { useEffect, useState } from "react";
import { useText } from "../../text/useText.ts";
import { ask, type Me } from "./api.ts";
import { RoomHead } from "./RoomHead.tsx";
import { useSay } from "./useSay.ts";

type Entry = { readonly seq: number; readonly entry: Readonly<Record<string, unknown>> };
type Verdict = { readonly entries: number; readonly head: string; readonly broken?: string };

const word = (value: unknown): string => (typeof value === "string" ? value : "");

/** The auditor's page: whether the trail holds, and its last entries. */
export function Trail({ me, onSignOut }: { readonly me: Me; readonly onSignOut: () => void }) {
  const { t } = useText();
  const say = useSay();
  const [verdict, setVerdict] = useState<Verdict | undefined>();
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    const load = async () => {
      const found = await ask<Verdict>("GET", "/api/audit/verify");
      setVerdict(found);
      setEntries(await ask<Entry[]>("GET", `/api/audit?after=${Math.max(0, found.entries - 100)}`));
    };
    load().catch((error: unknown) => setProblem(say(error)));
  }, [say]);
  return (
    <div className="stack">
      <RoomHead title={t("cases.trail")} me={me} onSignOut={onSignOut} />
      {problem !== "" && (
        <p role="alert" className="notice">
          {problem}
        </p>
      )}
      {verdict !== undefined && (
        <p role="status" className="notice">
          {verdict.broken === undefined
            ? t("cases.trail-holds", { count: verdict.entries })
            : t("cases.trail-broken", { where: verdict.broken })}{" "}
          <code className="cases-link">{verdict.head}</code>
        </p>
      )}
      <ol className="cases-list" reversed>
        {entries.toReversed().map(({ seq, entry }) => (
          <li key={seq} className="small" lang="en">
            {[
              String(seq),
              word(entry["at"]).slice(0, 19),
              word(entry["action"]),
              word(entry["outcome"]),
              word(entry["account"]).slice(0, 8),
              word(entry["id"]).slice(0, 8),
            ]
              .filter(Boolean)
              .join(" · ")}
          </li>
        ))}
      </ol>
    </div>
  );
}
