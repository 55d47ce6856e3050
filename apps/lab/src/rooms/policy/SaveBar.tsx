import { type Study, type StudyPolicy, writeStudy } from "@counterweight/policy";
import { useState } from "react";
import { flushAddress } from "../../app/address.ts";
import { engine } from "../../engine/engine.ts";
import { csv, download } from "../../parts/download.ts";
import { toast } from "../../parts/Toasts.tsx";
import { useText } from "../../text/useText.ts";
import { mostSaved } from "./state.ts";

type Props = {
  readonly name: string;
  readonly current: StudyPolicy;
  readonly saved: readonly StudyPolicy[];
  /** The study as it stands, without policies. */
  readonly study: Study;
  readonly onName: (name: string) => void;
  readonly onSave: (policies: readonly StudyPolicy[]) => void;
  readonly onOpen: (policy: StudyPolicy) => void;
};

/** Name it, keep up to four, take it along: link, study for the command line, every draw, paper. */
export function SaveBar({ name, current, saved, study, onName, onSave, onOpen }: Props) {
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const named: StudyPolicy = { ...current, name: name.trim() || t("policy.unnamed", { count: saved.length + 1 }) };
  const isFull = saved.length >= mostSaved && !saved.some((policy) => policy.name === named.name);
  const copy = () => {
    flushAddress();
    navigator.clipboard.writeText(window.location.href).then(
      () => toast(t("policy.link-copied")),
      () => toast(t("policy.link-not-copied")),
    );
  };
  const drawsCsv = () => {
    setBusy(true);
    engine
      .draws({ ...study, policies: [named] })
      .then(
        (rows) => download("draws.csv", csv(rows), "text/csv;charset=utf-8"),
        () => toast(t("policy.draws-failed")),
      )
      .finally(() => setBusy(false));
  };
  return (
    <section className="stack no-print" aria-label={t("policy.keep")}>
      <h2>{t("policy.keep")}</h2>
      <div className="row">
        <label className="field">
          {t("policy.name")}
          <input type="text" value={name} maxLength={60} onChange={(event) => onName(event.target.value)} />
        </label>
        <button
          type="button"
          className="button primary"
          disabled={isFull}
          onClick={() => onSave([...saved.filter((policy) => policy.name !== named.name), named])}
        >
          {t("policy.save")}
        </button>
        <button type="button" className="button" onClick={copy}>
          {t("policy.copy-link")}
        </button>
        <button
          type="button"
          className="button"
          onClick={() =>
            download(
              "study.json",
              writeStudy({
                ...study,
                title: named.name,
                policies: saved.length > 0 ? [named, ...saved.filter((one) => one.name !== named.name)] : [named],
              }),
              "application/json",
            )
          }
        >
          {t("study.download")}
        </button>
        <button type="button" className="button" disabled={busy} onClick={drawsCsv}>
          {t("policy.draws")}
        </button>
        <button type="button" className="button" onClick={() => window.print()}>
          {t("policy.print")}
        </button>
      </div>
      {isFull && <p className="small">{t("policy.full")}</p>}
      {saved.length > 0 && (
        <ul className="saved">
          {saved.map((policy) => (
            <li key={policy.name} className="row">
              <span>{policy.name}</span>
              <button type="button" className="button small" onClick={() => onOpen(policy)}>
                {t("policy.open")} <span className="unseen">{policy.name}</span>
              </button>
              <button
                type="button"
                className="button small"
                onClick={() => onSave(saved.filter((one) => one !== policy))}
              >
                {t("policy.remove")} <span className="unseen">{policy.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="small soft">{t("study.how", { file: "study.json" })}</p>
    </section>
  );
}
