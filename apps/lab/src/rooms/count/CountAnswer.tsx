import type { CountResult } from "@counterweight/prevalence";
import { BigNumber } from "../../parts/BigNumber.tsx";
import { download } from "../../parts/download.ts";
import { Said } from "../../parts/Said.tsx";
import { toast } from "../../parts/Toasts.tsx";
import { useText } from "../../text/useText.ts";
import { MethodsFigure } from "./MethodsFigure.tsx";
import { RobustnessPanel } from "./RobustnessPanel.tsx";

/** One screen for an official: the verdict, what can be said, what cannot, and the methods side by side. */
export function CountAnswer({ result }: { readonly result: CountResult }) {
  const { t, format } = useText();
  const { readiness, spread, data, rate } = result;
  const refused = spread === null;
  const report = async () => {
    const { countReport, renderHtml } = await import("@counterweight/brief");
    download("count.html", renderHtml(countReport(result, "lab")), "text/html");
  };
  return (
    <div className="stack">
      <section className={`notice verdict-${readiness.verdict}`} aria-label={t("count.readiness")}>
        <h2>{t(`count.verdict-${readiness.verdict}`)}</h2>
        <ul>
          {[...readiness.reasons, ...data.notes].map((reason) => (
            <li key={reason}>
              <Said>{reason}</Said>
            </li>
          ))}
        </ul>
      </section>
      <div className="row count-numbers">
        <BigNumber
          label={t("count.seen")}
          value={format.exact(data.observed)}
          interval={null}
          sure={t("count.counted")}
          figures={[]}
        />
        {!refused && (
          <BigNumber
            label={t("count.all")}
            value={t("count.between", { low: format.count(spread.low), high: format.count(spread.high) })}
            interval={[
              format.count(spread.widest.low),
              spread.widest.high === null ? "∞" : format.count(spread.widest.high),
            ]}
            sure={t("count.estimated")}
            figures={[]}
          />
        )}
        {rate !== null && (
          <BigNumber
            label={t("count.rate")}
            value={t("count.between", { low: format.count(rate.low), high: format.count(rate.high) })}
            interval={null}
            sure={t("count.rate-sure", { people: format.count(rate.population) })}
            figures={[]}
          />
        )}
      </div>
      <div className="count-said">
        <section className="stack">
          <h2>{t("count.can")}</h2>
          <ul>
            <li>{t("count.can-seen", { people: format.exact(data.observed), lists: data.lists.length })}</li>
            {!refused && <li>{t("count.can-floor", { people: format.count(spread.widest.low) })}</li>}
            {!refused && (
              <li>{t("count.can-range", { low: format.count(spread.low), high: format.count(spread.high) })}</li>
            )}
            {!refused && (
              <li>
                {t("count.can-share", {
                  low: format.share(data.observed / spread.high),
                  high: format.share(data.observed / spread.low),
                })}
              </li>
            )}
          </ul>
        </section>
        <section className="stack">
          <h2>{t("count.cannot")}</h2>
          <ul>
            {refused && <li>{t("count.cannot-any")}</li>}
            {!refused && spread.ratio > 1.2 && <li>{t("count.cannot-one", { ratio: format.plain(spread.ratio) })}</li>}
            <li>{t("count.cannot-never")}</li>
            <li>{t("count.cannot-year")}</li>
            <li>{t("count.cannot-who")}</li>
          </ul>
        </section>
      </div>
      {!refused && (
        <>
          <div>
            {spread.why.map((why) => (
              <p key={why}>
                <Said>{why}</Said>
              </p>
            ))}
          </div>
          <MethodsFigure result={result} />
          <RobustnessPanel result={result} />
        </>
      )}
      <div className="row no-print">
        <button
          type="button"
          className="button"
          onClick={() => void report().catch(() => toast(t("count.report-failed")))}
        >
          {t("count.report")}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => download("count.json", `${JSON.stringify(result, undefined, 2)}\n`, "application/json")}
        >
          JSON
        </button>
      </div>
      <p className="small soft">
        {data.source !== null && <span lang="en">{data.source}. </span>}
        {t("count.record", {
          seed: data.settings.seed,
          replicates: data.settings.bootstrap,
          hash: data.hash.slice(0, 12),
        })}
      </p>
    </div>
  );
}
