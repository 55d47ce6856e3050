import { type ReactNode, use, useEffect, useRef, useState } from "react";
import { useText } from "../text/useText.ts";
import { type Column, DataTable } from "./DataTable.tsx";
import { csv, download, pngOf, standaloneSvg } from "./download.ts";
import { Settling } from "./settling.ts";
import { toast } from "./Toasts.tsx";
import "./parts.css";

type Props<Row> = {
  /** A sentence that says what the picture shows, computed from the same numbers. */
  readonly title: string;
  /** Where the numbers come from. */
  readonly source: ReactNode;
  /** The source in plain words, written under the downloaded picture. */
  readonly sourceText: string;
  /** File name without ending. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The CSV with full digits; the table's own cells where absent. */
  readonly toCsv: () => readonly (readonly (string | number)[])[];
  readonly level?: 2 | 3;
  readonly children: ReactNode;
};

/** Every chart stands in one of these: a title that states the finding, the table behind it, downloads, the source. */
export function Figure<Row>({
  title,
  source,
  sourceText,
  name,
  columns,
  rows,
  keyOf,
  toCsv,
  level = 3,
  children,
}: Props<Row>) {
  const { t } = useText();
  const [asTable, setAsTable] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const Heading = `h${level}` as const;
  const whenSettled = use(Settling);
  // What is taken away is what stands here once the figures are final, not when the button was pressed.
  const latest = useRef({ title, sourceText, toCsv });
  useEffect(() => {
    latest.current = { title, sourceText, toCsv };
  });
  const take = (how: () => void) => {
    whenSettled().then(how, () => toast(t("shell.picture-failed")));
  };
  const picture = () => {
    const drawing = place.current?.querySelector("svg");
    return drawing ? standaloneSvg(drawing, latest.current.title, latest.current.sourceText) : undefined;
  };
  return (
    <figure className="figure">
      <figcaption>
        <Heading>{title}</Heading>
      </figcaption>
      <div ref={place} hidden={asTable}>
        {children}
      </div>
      {asTable && <DataTable caption={title} columns={columns} rows={rows} keyOf={keyOf} quietCaption />}
      <div className="figure-foot">
        <span>
          {t("shell.source")} {source}
        </span>
        <span className="row no-print">
          <button type="button" className="button small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {t("shell.table")}
          </button>
          <button
            type="button"
            className="button small"
            onClick={() => take(() => download(`${name}.csv`, csv(latest.current.toCsv()), "text/csv;charset=utf-8"))}
          >
            CSV
          </button>
          {!asTable && (
            <>
              <button
                type="button"
                className="button small"
                onClick={() =>
                  take(() => {
                    const svg = picture();
                    if (svg !== undefined) download(`${name}.svg`, svg, "image/svg+xml");
                  })
                }
              >
                SVG
              </button>
              <button
                type="button"
                className="button small"
                onClick={() =>
                  take(() => {
                    const svg = picture();
                    if (svg !== undefined)
                      pngOf(svg).then(
                        (blob) => download(`${name}.png`, blob, "image/png"),
                        () => toast(t("shell.picture-failed")),
                      );
                  })
                }
              >
                PNG
              </button>
            </>
          )}
        </span>
      </div>
    </figure>
  );
}
