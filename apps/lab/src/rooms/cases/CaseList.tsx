import { useEffect, useState } from "react";
import { useText } from "../../text/useText.ts";
import { ask, type Hits, type Me } from "./api.ts";
import { type Draft, draftFrom, dropDraft, openDraft } from "./drafts.ts";
import { RoomHead } from "./RoomHead.tsx";
import { useSay } from "./useSay.ts";

/** The server counts no further. */
const countedTo = 2000;

/** Cases one may know of, and a draft that waits on this device. */
export function CaseList({
  me,
  onNew,
  onOpen,
  onResume,
  onPassed,
  onSignOut,
}: {
  readonly me: Me;
  readonly onNew: () => void;
  readonly onOpen: (id: string) => void;
  readonly onResume: (draft: Draft) => void;
  readonly onPassed: () => void;
  readonly onSignOut: () => void;
}) {
  const { t, format } = useText();
  const say = useSay();
  const [text, setText] = useState("");
  const [hits, setHits] = useState<Hits | undefined>();
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      setProblem("");
      ask<Hits>("GET", `/api/cases?text=${encodeURIComponent(text)}`).then(
        (found) => current && setHits(found),
        (error: unknown) => current && setProblem(say(error)),
      );
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, say]);
  return (
    <div className="stack">
      <RoomHead title={t("cases.title")} me={me} onSignOut={onSignOut} />
      <ResumeDraft onResume={onResume} />
      <div className="row cases-head">
        <label className="field grow">
          {t("cases.search")}
          <input
            type="search"
            value={text}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button type="button" className="button primary" onClick={onNew}>
          {t("cases.record-one")}
        </button>
        {me.role !== "coordinator" && (
          <button type="button" className="button" onClick={onPassed}>
            {t("cases.passed")}
          </button>
        )}
      </div>
      {problem !== "" && (
        <p role="alert" className="notice">
          {problem}
        </p>
      )}
      {hits !== undefined && (
        <>
          <p role="status" className="soft">
            {hits.total < countedTo
              ? t("cases.found", { count: hits.total })
              : t("cases.found-many", { count: countedTo })}
          </p>
          <ul className="cases-list">
            {hits.cases.map(({ id, number, updated, mine, facets }) => (
              <li key={id}>
                <button type="button" className="cases-hit" onClick={() => onOpen(id)}>
                  <span className="cases-number">{number}</span>
                  <span className="soft small">
                    {[
                      facets["case-status"]?.join(", "),
                      facets["country"]?.join(", "),
                      new Date(updated).toLocaleDateString(format.locale),
                      mine ? t("cases.mine") : "",
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Offers the draft on this device to whoever knows its passphrase; also when the server does not answer. */
export function ResumeDraft({ onResume }: { readonly onResume: (draft: Draft) => void }) {
  const { t, format } = useText();
  const [at, setAt] = useState(draftFrom);
  const [passphrase, setPassphrase] = useState("");
  const [wrong, setWrong] = useState(false);
  if (at === undefined) return null;
  return (
    <form
      className="notice stack"
      onSubmit={(event) => {
        event.preventDefault();
        void openDraft(passphrase).then((draft) => (draft === undefined ? setWrong(true) : onResume(draft)));
      }}
    >
      <p>{t("cases.draft-waits", { when: new Date(at).toLocaleString(format.locale) })}</p>
      {wrong && <p role="alert">{t("cases.draft-wrong")}</p>}
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
        <button type="submit" className="button">
          {t("cases.draft-resume")}
        </button>
        <button
          type="button"
          className="button plain"
          onClick={() => {
            dropDraft();
            setAt(undefined);
          }}
        >
          {t("cases.draft-drop")}
        </button>
      </div>
    </form>
  );
}
