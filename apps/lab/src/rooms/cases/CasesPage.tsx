import { useCallback, useEffect, useState } from "react";
import { address, replaceParameters } from "../../app/address.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { ErrorState, LoadingState } from "../../parts/States.tsx";
import { useText } from "../../text/useText.ts";
import { Accounts } from "./Accounts.tsx";
import { ask, type CaseView, type Me, NotDone } from "./api.ts";
import { CaseForm } from "./CaseForm.tsx";
import { CaseList, ResumeDraft } from "./CaseList.tsx";
import type { Draft } from "./drafts.ts";
import { OpenOwnSignIn, OwnSignIn } from "./OwnSignIn.tsx";
import { PassedOn } from "./passing/PassedOn.tsx";
import { PassOn } from "./passing/PassOn.tsx";
import { newRecord } from "./record.ts";
import { SignIn, Welcome } from "./SignIn.tsx";
import { loadStandards } from "./standards.ts";
import { Tables } from "./Tables.tsx";
import { Trail } from "./Trail.tsx";
import { useSay } from "./useSay.ts";
import "./cases.css";

type Who =
  | { readonly state: "asking" | "nobody" | "half" | "enrol" | "away" }
  | { readonly state: "in"; readonly me: Me }
  | { readonly state: "barred"; readonly why: string };

/** The register's room: sign in, find, record. Nothing of a case stays in the page when one leaves it. */
export default function CasesPage() {
  const { t } = useText();
  const say = useSay();
  const [who, setWho] = useState<Who>({ state: "asking" });
  const [token, setToken] = useState(() => address().parameters.get("welcome"));
  const [editing, setEditing] = useState<Draft | undefined>();
  const [passing, setPassing] = useState<{ readonly id: string; readonly number: string } | "all" | undefined>();
  const [problem, setProblem] = useState("");
  const [own, setOwn] = useState(false);
  const standards = useLoaded(loadStandards);

  const look = useCallback(() => {
    ask<Me>("GET", "/api/me").then(
      (me) => setWho(me.complete ? { state: "in", me } : { state: me.lacks === "enrolment" ? "enrol" : "half" }),
      (error: unknown) => {
        const code = error instanceof NotDone ? error.code : "";
        if (code.startsWith("access.")) setWho({ state: "barred", why: say(error) });
        else setWho({ state: code === "unreachable" ? "away" : "nobody" });
      },
    );
  }, [say]);
  useEffect(look, [look]);

  // The token leaves the address bar as soon as it was read.
  useEffect(() => {
    if (token !== null) replaceParameters(new URLSearchParams());
  }, [token]);

  // Leaving in a hurry ends the session too; the request outlives the page.
  useEffect(() => {
    const leaving = () =>
      void fetch("/api/sign-out", {
        method: "POST",
        keepalive: true,
        headers: { "content-type": "application/json" },
        body: "{}",
      }).catch(() => undefined);
    window.addEventListener("counterweight:leave", leaving);
    return () => window.removeEventListener("counterweight:leave", leaving);
  }, []);

  const open = (id: string) => {
    setProblem("");
    ask<CaseView>("GET", `/api/cases/${id}`).then(
      ({ version, record }) => setEditing({ id, version, base: record, now: record }),
      (error: unknown) => setProblem(say(error)),
    );
  };
  const start = () => {
    const record = newRecord();
    setEditing({ id: undefined, version: 0, base: record, now: record });
  };

  if (token !== null)
    return (
      <Welcome
        token={token}
        onDone={() => {
          setToken(null);
          look();
        }}
      />
    );
  if (standards.state === "failed") return <ErrorState message={standards.message} />;
  if (who.state === "asking" || standards.state === "loading") return <LoadingState />;
  if (editing !== undefined)
    return (
      <CaseForm
        standards={standards.value}
        start={editing}
        onPass={(id, number) => {
          setEditing(undefined);
          setPassing({ id, number });
        }}
        onClose={() => {
          setEditing(undefined);
          look();
        }}
      />
    );
  if (who.state === "away")
    return (
      <div className="stack">
        <h1>{t("cases.title")}</h1>
        <p className="notice">{t("cases.unreachable")}</p>
        <ResumeDraft onResume={setEditing} />
      </div>
    );
  const signOut = () => void ask("POST", "/api/sign-out").then(look, look);
  if (who.state === "barred")
    return (
      <div className="stack">
        <h1>{t("cases.title")}</h1>
        <p role="alert" className="notice">
          {who.why}
        </p>
        <div className="row">
          <button type="button" className="button" onClick={look}>
            {t("cases.again")}
          </button>
          <button type="button" className="button" onClick={signOut}>
            {t("cases.sign-out")}
          </button>
        </div>
      </div>
    );
  const roomOf = (me: Me) => {
    if (me.role === "administrator") return <Accounts me={me} onSignOut={signOut} />;
    if (me.role === "analyst") return <Tables me={me} onSignOut={signOut} />;
    if (me.role === "auditor") return <Trail me={me} onSignOut={signOut} />;
    if (passing === "all")
      return <PassedOn standards={standards.value} me={me} onClose={() => setPassing(undefined)} />;
    if (passing !== undefined)
      return (
        <PassOn
          standards={standards.value}
          me={me}
          {...passing}
          onClose={() => setPassing(undefined)}
          onCase={() => {
            setPassing(undefined);
            open(passing.id);
          }}
        />
      );
    return (
      <>
        {problem !== "" && (
          <p role="alert" className="notice">
            {problem}
          </p>
        )}
        <CaseList
          me={me}
          onNew={start}
          onOpen={open}
          onResume={setEditing}
          onPassed={() => setPassing("all")}
          onSignOut={signOut}
        />
      </>
    );
  };
  if (who.state === "enrol") return <OwnSignIn first onDone={look} onClose={signOut} />;
  if (who.state !== "in") return <SignIn key={who.state} half={who.state === "half"} onDone={look} />;
  if (own)
    return (
      <OwnSignIn
        first={false}
        onDone={look}
        onClose={() => {
          setOwn(false);
          look();
        }}
      />
    );
  return <OpenOwnSignIn value={() => setOwn(true)}>{roomOf(who.me)}</OpenOwnSignIn>;
}
