import { download } from "../../../parts/download.ts";
import { useText } from "../../../text/useText.ts";

export type Line = readonly [label: string, value: string];

/** What was done, to print or save: who, to whom, when, what. Never the person's name. */
export function Receipt({
  title,
  lines,
  name,
}: {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly name: string;
}) {
  const { t } = useText();
  const told = lines.filter(([, value]) => value !== "");
  const text = [title, "", ...told.map(([label, value]) => `${label}: ${value}`), ""].join("\n");
  return (
    <section className="notice stack cases-receipt" aria-label={title}>
      <h2>{title}</h2>
      <dl>
        {told.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="row no-print">
        <button type="button" className="button small" onClick={() => window.print()}>
          {t("cases.receipt-print")}
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => download(`${name}.txt`, text, "text/plain;charset=utf-8")}
        >
          {t("cases.receipt-save")}
        </button>
      </div>
    </section>
  );
}
