import { type Field, type Standards, vocabularyOf } from "@counterweight/cases";
import { useId } from "react";
import { useText } from "../../text/useText.ts";

type Option = { readonly code: string; readonly label: string };

function optionsOf(standards: Standards, field: Field): readonly Option[] {
  if (field.type === "country" || field.type === "countries")
    return [...standards.countries.nameOf]
      .map(([code, label]) => ({ code, label }))
      .sort((a, b) => a.label.localeCompare(b.label));
  return [...vocabularyOf(standards, field.vocabulary).byCode].map(([code, { label }]) => ({ code, label }));
}

/** One question with its way to answer; empty means nothing was said, which is not a no. */
export function FieldInput({
  standards,
  field,
  value,
  onChange,
}: {
  readonly standards: Standards;
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}) {
  const { t } = useText();
  const id = useId();
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const question = (
    <span className="cases-question" lang="en" id={`${id}-question`}>
      {field.question}
    </span>
  );
  switch (field.type) {
    case "codes":
    case "countries":
      return <Several {...{ question, id, value, onChange }} options={optionsOf(standards, field)} />;
    case "code":
    case "country":
      return (
        <label className="field">
          {question}
          <select value={text} onChange={(event) => onChange(event.target.value)} lang="en">
            <option value="">{t("cases.nothing-said")}</option>
            {optionsOf(standards, field).map(({ code, label }) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </label>
      );
    case "flag":
      return (
        <label className="field">
          {question}
          <select
            value={value === true ? "yes" : value === false ? "no" : ""}
            onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value === "yes")}
          >
            <option value="">{t("cases.nothing-said")}</option>
            <option value="yes">{t("cases.yes")}</option>
            <option value="no">{t("cases.no")}</option>
          </select>
        </label>
      );
    case "age range":
      return <AgeRange {...{ question, value, onChange }} />;
    case "long text":
    case "texts":
      return (
        <label className="field">
          {question}
          <textarea
            rows={3}
            value={field.type === "texts" && Array.isArray(value) ? value.join("\n") : text}
            onChange={({ target }) =>
              onChange(field.type === "texts" ? target.value.split("\n").filter((line) => line !== "") : target.value)
            }
          />
        </label>
      );
    default: {
      const numeric = field.type === "number" || field.type === "whole";
      return (
        <label className="field">
          {question}
          <input
            value={text}
            inputMode={numeric ? "decimal" : "text"}
            autoComplete="off"
            placeholder={field.type === "date" ? "YYYY-MM-DD" : undefined}
            onChange={({ target }) =>
              onChange(numeric && /^-?\d+(\.\d+)?$/.test(target.value) ? Number(target.value) : target.value)
            }
          />
        </label>
      );
    }
  }
}

function Several({
  question,
  id,
  value,
  onChange,
  options,
}: {
  readonly question: React.ReactNode;
  readonly id: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly options: readonly Option[];
}) {
  const { t } = useText();
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const labels = new Map(options.map(({ code, label }) => [code, label]));
  return (
    <div className="field" role="group" aria-labelledby={`${id}-question`}>
      {question}
      {chosen.length > 0 && (
        <ul className="cases-chosen">
          {chosen.map((code) => (
            <li key={code}>
              <button
                type="button"
                className="button small"
                onClick={() => onChange(chosen.filter((one) => one !== code))}
              >
                <span lang="en">{labels.get(code) ?? code}</span> <span aria-hidden="true">×</span>
                <span className="unseen">{t("cases.remove")}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <select
        value=""
        aria-label={t("cases.add-value")}
        lang="en"
        onChange={(event) => onChange([...chosen, event.target.value])}
      >
        <option value="">{t("cases.add-value")}</option>
        {options
          .filter(({ code }) => !chosen.includes(code))
          .map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
      </select>
    </div>
  );
}

function AgeRange({
  question,
  value,
  onChange,
}: {
  readonly question: React.ReactNode;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}) {
  const { t } = useText();
  const range = (typeof value === "object" && value !== null ? value : {}) as { from?: number; to?: number };
  const change = (end: "from" | "to", text: string) => {
    const { [end]: _gone, ...rest } = range;
    const next = text === "" ? rest : { ...rest, [end]: Number(text) };
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <fieldset className="cases-range">
      <legend>{question}</legend>
      {(["from", "to"] as const).map((end) => (
        <label key={end} className="field">
          {t(`cases.age-${end}`)}
          <input
            type="number"
            min={0}
            max={130}
            value={range[end] ?? ""}
            onChange={(event) => change(end, event.target.value)}
          />
        </label>
      ))}
    </fieldset>
  );
}
