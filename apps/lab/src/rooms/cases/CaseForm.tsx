import { type CaseRecord, type FieldProblem, type Standards, validateRecord } from "@counterweight/cases";
import { useEffect, useMemo, useRef, useState } from "react";
import { toast } from "../../parts/Toasts.tsx";
import { useText } from "../../text/useText.ts";
import { ask, type CaseView, type Conflict, NotDone, type Saved } from "./api.ts";
import { Conflicts } from "./Conflicts.tsx";
import { Consents } from "./Consents.tsx";
import { type Draft, draftKeeper, dropDraft, shortestPassphrase } from "./drafts.ts";
import { Elements, Reasons } from "./Elements.tsx";
import { FactorForm } from "./Factor.tsx";
import { FormPart } from "./FormPart.tsx";
import { changesBetween, opensAtOnce, partsOf, withChanges } from "./record.ts";
import { useSay } from "./useSay.ts";

/** One person's case, one question a line. Saving sends what changed; what a colleague changed meanwhile is shown, not lost. */
export function CaseForm({
  standards,
  start,
  onClose,
  onPass,
}: {
  readonly standards: Standards;
  readonly start: Draft;
  readonly onClose: () => void;
  /** To the screen that passes a case on; absent where the case is not kept yet. */
  readonly onPass: (id: string, number: string) => void;
}) {
  const { t } = useText();
  const say = useSay();
  const [{ id, version, base }, setSeen] = useState<Omit<Draft, "now">>(start);
  const [now, setNow] = useState<CaseRecord>(start.now);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [message, setMessage] = useState("");
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const [asksCode, setAsksCode] = useState(false);
  const [masked, setMasked] = useState(id !== undefined);
  const parts = useMemo(() => partsOf(standards.fields), [standards]);
  const keep = useDraft({ id, version, base, now });

  const save = async (record: CaseRecord, from: { version: number; base: CaseRecord }) => {
    const found = masked ? [] : validateRecord(standards, record);
    setProblems(found);
    setMessage("");
    if (found.length > 0) return;
    try {
      if (id === undefined) {
        const made = await ask<{ id: string; version: number }>("POST", "/api/cases", record);
        setSeen({ id: made.id, version: made.version, base: record });
      } else {
        const changes = changesBetween(from.base, record);
        const saved = await ask<Saved>("PATCH", `/api/cases/${id}`, { base: from.version, changes });
        if (!saved.saved) {
          setConflicts(saved.conflicts ?? []);
          setSeen({ id, version: saved.version, base: from.base });
          return;
        }
        setSeen({ id, version: saved.version, base: record });
      }
      setNow(record);
      setConflicts([]);
      dropDraft();
      toast(t("cases.saved"));
    } catch (error) {
      setMessage(
        `${say(error)} ${error instanceof NotDone && error.code === "unreachable" ? t("cases.still-here") : ""}`,
      );
    }
  };

  const decide = (theirs: readonly string[]) => {
    const values = Object.fromEntries(
      conflicts.filter(({ field }) => theirs.includes(field)).map(({ field, theirs: value }) => [field, value]),
    );
    // Theirs becomes what was seen, so that only what remains ours is sent.
    void save(withChanges(now, values), { version, base: withChanges(base, values) });
  };

  const unmask = () => {
    setAsksCode(false);
    const reveal = (view: CaseView): void => {
      setSeen({ id, version: view.version, base: view.record });
      setNow(withChanges(view.record, changesBetween(base, now)));
      setMasked(false);
    };
    ask<CaseView>("POST", `/api/cases/${id}/unmask`).then(reveal, (error: unknown) =>
      error instanceof NotDone && error.code === "sign-in.fresh" ? setAsksCode(true) : setMessage(say(error)),
    );
  };

  return (
    <div className="stack cases-form">
      <div className="row cases-head">
        <h1>{id === undefined ? t("cases.new") : t("cases.one", { number: now.id })}</h1>
        {id !== undefined && (
          <button
            type="button"
            className="button small"
            onClick={() =>
              Object.keys(changesBetween(base, now)).length > 0
                ? setMessage(t("cases.pass-save-first"))
                : onPass(id, now.id)
            }
          >
            {t("cases.pass")}
          </button>
        )}
        <button type="button" className="button small" onClick={onClose}>
          {t("cases.back")}
        </button>
      </div>
      {id === undefined && <p className="lead">{t("cases.new-lead")}</p>}
      {(message !== "" || problems.length > 0) && (
        <div role="alert" className="notice">
          {message !== "" && <p>{message}</p>}
          <ul lang="en">
            {problems.slice(0, 10).map(({ field, message: sentence }) => (
              <li key={`${field} ${sentence}`}>
                {standards.fields.find(({ path }) => path === field.replaceAll(/\[\d+\]/g, "[]"))?.label ?? field}:{" "}
                {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
      {conflicts.length > 0 && <Conflicts standards={standards} conflicts={conflicts} onDecide={decide} />}
      {masked && (
        <div className="notice row">
          <p>{t("cases.masked")}</p>
          <button type="button" className="button small" onClick={unmask}>
            {t("cases.unmask")}
          </button>
        </div>
      )}
      {asksCode && <FactorForm onDone={unmask} />}
      {parts.map((part) => (
        <FormPart
          key={`${part.name} ${part.list}`}
          standards={standards}
          part={part}
          open={opensAtOnce(part)}
          record={now}
          onChange={setNow}
          hidden={masked}
        />
      ))}
      <section>
        <h2>{t("cases.elements")}</h2>
        <Elements standards={standards} record={now} onChange={setNow} />
      </section>
      <Reasons standards={standards} record={now} />
      {id !== undefined && <Consents standards={standards} id={id} />}
      <KeepDraft keep={keep} />
      <div className="cases-save">
        <button
          type="button"
          className="button primary"
          disabled={conflicts.length > 0}
          onClick={() => void save(now, { version, base })}
        >
          {t("cases.save")}
        </button>
      </div>
    </div>
  );
}

type Keep = { readonly on: boolean; readonly start: (passphrase: string) => Promise<void> };

/** Writes the draft a moment after each change, once a passphrase was chosen. */
function useDraft({ id, version, base, now }: Draft): Keep {
  const keeper = useRef<Awaited<ReturnType<typeof draftKeeper>> | undefined>(undefined);
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => void keeper.current?.({ id, version, base, now }), 500);
    return () => clearTimeout(timer);
  }, [on, id, version, base, now]);
  return {
    on,
    start: async (passphrase) => {
      keeper.current = await draftKeeper(passphrase);
      setOn(true);
    },
  };
}

function KeepDraft({ keep }: { readonly keep: Keep }) {
  const { t } = useText();
  const [passphrase, setPassphrase] = useState("");
  if (keep.on) return <p role="status">{t("cases.draft-on")}</p>;
  return (
    <details className="cases-part">
      <summary>{t("cases.draft-keep")}</summary>
      <p className="soft">{t("cases.draft-why")}</p>
      <div className="row">
        <label className="field">
          {t("cases.draft-passphrase")}
          <input
            type="password"
            autoComplete="off"
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        </label>
        <button
          type="button"
          className="button"
          disabled={passphrase.length < shortestPassphrase}
          onClick={() => void keep.start(passphrase)}
        >
          {t("cases.draft-start", { least: shortestPassphrase })}
        </button>
      </div>
    </details>
  );
}
