import { type CaseRecord, classify, type Standards } from "@counterweight/cases";
import { useText } from "../../text/useText.ts";
import { withValue } from "./record.ts";

const kinds = ["act", "means", "control", "purpose"] as const;
const answers = ["true", "false", "unknown", "not asked"] as const;

/** What is known about each element: who said it is part of the answer, because an element without a source does not count. */
export function Elements({
  standards,
  record,
  onChange,
}: {
  readonly standards: Standards;
  readonly record: CaseRecord;
  readonly onChange: (record: CaseRecord) => void;
}) {
  const { t } = useText();
  return (
    <>
      {kinds.map((kind) => (
        <details key={kind} className="cases-part">
          <summary>{t(`cases.kind-${kind}`)}</summary>
          {standards.elements
            .filter((element) => element.kind === kind)
            .map(({ code, question }) => {
              const said = record.elements[code];
              const change = (part: object) =>
                onChange(withValue(record, ["elements", code], { basis: "person", ...said, ...part }));
              return (
                <div key={code} className="cases-element">
                  <label className="field">
                    <span className="cases-question" lang="en">
                      {question}
                    </span>
                    <select
                      value={said?.answer ?? ""}
                      onChange={({ target }) =>
                        target.value === ""
                          ? onChange(withValue(record, ["elements", code], undefined))
                          : change({ answer: target.value })
                      }
                    >
                      <option value="">{t("cases.nothing-said")}</option>
                      {answers.map((answer) => (
                        <option key={answer} value={answer}>
                          {t(`cases.answer-${answer.replace(" ", "-")}`)}
                        </option>
                      ))}
                    </select>
                  </label>
                  {said !== undefined && (
                    <label className="field">
                      {t("cases.who-says")}
                      <input
                        value={said.by ?? ""}
                        onChange={({ target }) => change({ by: target.value === "" ? undefined : target.value })}
                      />
                    </label>
                  )}
                </div>
              );
            })}
        </details>
      ))}
    </>
  );
}

/** The classification with its reasons and what is missing. Never a score; an authority or a court decides. */
export function Reasons({ standards, record }: { readonly standards: Standards; readonly record: CaseRecord }) {
  const { t } = useText();
  const result = classify(standards, record, "palermo");
  return (
    <section className="stack cases-reasons" aria-live="polite">
      <h2>{t("cases.reasons")}</h2>
      <p>
        <strong lang="en">{result.outcome}</strong>{" "}
        <span className="soft">{t("cases.reasons-note", { rule: result.title })}</span>
      </p>
      <ul lang="en">
        {result.branches.flatMap(({ elements }) =>
          elements.map(({ name, truth, findings }) => (
            <li key={name}>
              {name}: {truth}
              {findings.map(({ label, source }) => ` · ${label} (${source})`).join("")}
            </li>
          )),
        )}
        {[...result.flags, ...result.protection, ...result.violations.map(({ label }) => label)].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {result.missing.length > 0 && (
        <details>
          <summary>{t("cases.missing", { count: result.missing.length })}</summary>
          <ul lang="en">
            {result.missing.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
