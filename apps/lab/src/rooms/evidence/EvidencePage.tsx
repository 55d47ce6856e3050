import { type Evidence, type Figure, qualities } from "@counterweight/evidence";
import { useDeferredValue, useMemo, useState } from "react";
import { linkTo, useLinkState } from "../../app/address.ts";
import { choice, text } from "../../app/link.ts";
import { evidence } from "../../data/evidence.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { FigureCard } from "../../parts/FigureCard.tsx";
import { valueOf } from "../../parts/figureValue.ts";
import { EmptyState, ErrorState, LoadingState } from "../../parts/States.tsx";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
import { useText } from "../../text/useText.ts";
import { adviceOn } from "./advice.ts";
import { ClaimAnswer } from "./ClaimAnswer.tsx";
import "./evidence.css";

const schema = { q: text(200), quality: choice(["any", ...qualities], "any"), id: text(12) };
const examples = [
  "trafficking is a $32 billion industry",
  "average age of entry 13",
  "people in forced labour",
  "convictions 2023",
];
const pageSize = 30;

export default function EvidencePage() {
  const { t } = useText();
  const [{ q, quality, id }, set, unread] = useLinkState(schema);
  const loaded = useLoaded<Evidence>(evidence);
  return (
    <div className="stack">
      <h1>{t("evidence.title")}</h1>
      <p className="lead">{t("evidence.lead")}</p>
      <UnreadNotice keys={unread} />
      <div className="row evidence-search">
        <label className="field grow">
          {t("evidence.search")}
          <input type="search" value={q} maxLength={200} onChange={(event) => set({ q: event.target.value, id: "" })} />
        </label>
        <label className="field">
          {t("evidence.quality")}
          <select
            value={quality}
            onChange={(event) => set({ quality: schema.quality.read(event.target.value) ?? "any" })}
          >
            <option value="any">{t("evidence.any")}</option>
            {qualities.map((one) => (
              <option key={one} value={one}>
                {t(`figure.quality-${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="row small">
        {t("evidence.examples")}
        {examples.map((example) => (
          <button
            key={example}
            type="button"
            lang="en"
            className="button plain small"
            onClick={() => set({ q: example, id: "" })}
          >
            {example}
          </button>
        ))}
      </div>
      {loaded.state === "loading" && <LoadingState />}
      {loaded.state === "failed" && <ErrorState message={loaded.message} onRetry={() => window.location.reload()} />}
      {loaded.state === "ready" && <Found evidence={loaded.value} q={q} quality={quality} id={id} />}
      <p className="small soft">{t("evidence.english")}</p>
    </div>
  );
}

function Found({ evidence: all, q, quality, id }: { evidence: Evidence; q: string; quality: string; id: string }) {
  const { t, format } = useText();
  const typed = useDeferredValue(q).trim();
  const [most, setMost] = useState(pageSize);
  const found = useMemo(() => {
    const matching = typed === "" ? [...all.figures.values()] : all.search(typed, 400).map(({ figure }) => figure);
    return matching.filter((figure) => quality === "any" || figure.quality === quality);
  }, [all, typed, quality]);
  const open = all.figures.get(id);
  if (open !== undefined)
    return (
      <div className="stack">
        <p>
          <a href={linkTo("/evidence", q ? { q } : {})}>{t("evidence.back")}</a>
        </p>
        <p className="notice">{t(`evidence.${adviceOn(open)}`)}</p>
        <FigureCard figure={open} level={2} />
      </div>
    );
  return (
    <div className="stack">
      {typed !== "" && <ClaimAnswer typed={typed} />}
      <p role="status" className="figure-face">
        {t("evidence.found", { count: found.length })}
      </p>
      {found.length === 0 ? (
        <EmptyState>
          <p>{t("evidence.none")}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t("evidence.caption")}
          quietCaption
          keyOf={(figure: Figure) => figure.id}
          rows={found.slice(0, most)}
          columns={[
            {
              key: "quantity",
              title: t("evidence.figure"),
              cell: (figure) => (
                <a lang="en" href={linkTo("/evidence", { id: figure.id, ...(q === "" ? {} : { q }) })}>
                  {figure.quantity}
                </a>
              ),
            },
            { key: "value", title: t("evidence.value"), cell: (figure) => valueOf(figure, format) },
            { key: "where", title: t("evidence.where"), cell: (figure) => `${figure.geography}, ${figure.year}` },
            { key: "quality", title: t("evidence.quality"), cell: (figure) => t(`figure.quality-${figure.quality}`) },
          ]}
        />
      )}
      {found.length > most && (
        <p>
          <button type="button" className="button" onClick={() => setMost(most + 100)}>
            {t("evidence.more")}
          </button>
        </p>
      )}
    </div>
  );
}
