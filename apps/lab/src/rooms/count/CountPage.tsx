import { type Example, examples, exampleTable } from "@counterweight/prevalence";
import { type ChangeEvent, type DragEvent, useEffect, useState } from "react";
import { useLinkState } from "../../app/address.ts";
import { text, wholeNumber } from "../../app/link.ts";
import { dataFile } from "../../data/files.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { ErrorState, LoadingState } from "../../parts/States.tsx";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
import { useText } from "../../text/useText.ts";
import { CountAnswer } from "./CountAnswer.tsx";
import { type Given, useCount } from "./useCount.ts";
import "./count.css";

const schema = {
  example: text(40, "uk-2013-5"),
  seed: wholeNumber(0, Number.MAX_SAFE_INTEGER, 1),
  people: wholeNumber(0, 1e11, 0),
};

const listed = async (): Promise<readonly Example[]> => {
  const list = await dataFile("prevalence/examples.json");
  return examples(() => list);
};

async function exampleText(id: string): Promise<string> {
  const files = new Map([
    ["prevalence/examples.json", await dataFile("prevalence/examples.json")],
    [`prevalence/${id}.csv`, await dataFile(`prevalence/${id}.csv`)],
  ]);
  return exampleTable((path) => files.get(path) ?? "", id);
}

/** How many people, counting those nobody saw: a table of overlapping lists in, what can and cannot be said out. */
export default function CountPage() {
  const { t, format, said } = useText();
  const [{ example, seed, people }, set, unread] = useLinkState(schema);
  const known = useLoaded(listed);
  const [given, setGiven] = useState<Given | undefined>();
  const [own, setOwn] = useState(false);
  const [broken, setBroken] = useState<string | undefined>();
  useEffect(() => {
    if (own) return;
    let current = true;
    void (async () => {
      try {
        const content = await exampleText(example);
        if (!current) return;
        setBroken(undefined);
        setGiven({ name: example, content });
      } catch (error) {
        if (current) setBroken(error instanceof Error ? error.message : String(error));
      }
    })();
    return () => {
      current = false;
    };
  }, [example, own]);
  const { counting, stop } = useCount(given, seed, people);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const content = file.name.toLowerCase().endsWith(".xlsx") ? await file.arrayBuffer() : await file.text();
    setOwn(true);
    setBroken(undefined);
    setGiven({ name: file.name, content });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  return (
    // A whole page that takes a dropped file; the button below does the same for the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- see above
    <div className="stack" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <h1>{t("count.title")}</h1>
      <p className="lead">{t("count.lead")}</p>
      <UnreadNotice keys={unread} />
      <div className="row count-choice">
        <label className="field">
          {t("count.example")}
          <select
            value={own ? "" : example}
            onChange={(event) => {
              setOwn(false);
              set({ example: event.target.value });
            }}
          >
            {own && <option value="">{given?.name}</option>}
            {known.state === "ready" &&
              known.value.map(({ id, title }) => (
                <option key={id} value={id}>
                  {said(title)}
                </option>
              ))}
          </select>
        </label>
        <label className="field">
          {t("count.own")}
          <input
            type="file"
            accept=".csv,.json,.xlsx,.txt"
            onChange={(event: ChangeEvent<HTMLInputElement>) => void take(event.target.files?.[0])}
          />
        </label>
        <label className="field">
          {t("count.population")}
          <input
            type="number"
            min={0}
            value={people === 0 ? "" : people}
            onChange={(event) => set({ people: schema.people.read(event.target.value) ?? 0 })}
          />
        </label>
      </div>
      <p className="small soft">{t("count.stays")}</p>
      {broken !== undefined && <ErrorState message={broken} />}
      {counting.state === "running" && (
        <div className="row" role="status">
          <progress max={1} value={counting.share} aria-label={t("count.counting")} />
          <span>{t("count.progress", { share: format.share(counting.share) })}</span>
          <button type="button" className="button small" onClick={stop}>
            {t("count.stop")}
          </button>
        </div>
      )}
      {counting.state === "failed" && <ErrorState message={counting.message} />}
      {counting.state === "ready" && <CountAnswer result={counting.result} />}
      {counting.state === "waiting" && given === undefined && broken === undefined && <LoadingState />}
      <p className="small soft">{t("count.english")}</p>
    </div>
  );
}
