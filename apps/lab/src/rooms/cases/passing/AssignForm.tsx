import { type ReactNode, useEffect, useState } from "react";
import { useText } from "../../../text/useText.ts";
import { ask } from "../api.ts";
import { useDoing } from "../useDoing.tsx";
import { Receipt } from "./Receipt.tsx";

type Colleague = { readonly id: string; readonly name: string; readonly role: string; readonly team: string | null };

/** Gives the case to a colleague, at once: the same organisation keeps it. */
export function AssignForm({
  id,
  number,
  onDone,
}: {
  readonly id: string;
  readonly number: string;
  readonly onDone: (receipt: ReactNode) => void;
}) {
  const { t, format } = useText();
  const { run, notice } = useDoing();
  const [colleagues, setColleagues] = useState<readonly Colleague[]>([]);
  const [to, setTo] = useState("");
  // Loaded once, when the question is asked.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => run(async () => setColleagues(await ask<Colleague[]>("GET", "/api/colleagues"))), []);
  const name = colleagues.find((one) => one.id === to)?.name ?? "";
  const give = () =>
    run(async () => {
      const { receipt } = await ask<{ receipt: string }>("POST", `/api/cases/${id}/assign`, { to });
      onDone(
        <Receipt
          title={t("cases.assign-receipt")}
          name={`case-${receipt}`}
          lines={[
            [t("cases.receipt-number"), receipt],
            [t("cases.pass-case"), number],
            [t("cases.pass-to"), name],
            [
              t("cases.pass-answered"),
              new Date().toLocaleString(format.locale, { dateStyle: "medium", timeStyle: "short" }),
            ],
          ]}
        />,
      );
    });
  return (
    <section className="stack">
      <h2>{t("cases.pass-assign")}</h2>
      <p>{t("cases.pass-assign-means")}</p>
      {notice}
      <label className="field">
        <span className="cases-question">{t("cases.assign-who")}</span>
        <select value={to} onChange={(event) => setTo(event.target.value)}>
          <option value="">{t("cases.pass-choose")}</option>
          {colleagues.map((one) => (
            <option key={one.id} value={one.id}>
              {[one.name, t(`cases.role-${one.role}`), one.team].filter(Boolean).join(" · ")}
            </option>
          ))}
        </select>
      </label>
      <div>
        <button type="button" className="button primary" disabled={to === ""} onClick={give}>
          {t("cases.assign-do")}
        </button>
      </div>
    </section>
  );
}
