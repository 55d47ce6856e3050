import view from "virtual:first-view";
import { sexualExploitation } from "@counterweight/evidence";
import { industryQuantities } from "@counterweight/policy";
import { useCallback, useState } from "react";
import { useLinkState } from "../../app/address.ts";
import { choice } from "../../app/link.ts";
import { placeFields, regionNames } from "../../data/places.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { engine } from "../../engine/engine.ts";
import { PlaceChooser, wordOf } from "../../parts/PlaceChooser.tsx";
import { ErrorState, LoadingState } from "../../parts/States.tsx";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
import { useText } from "../../text/useText.ts";
import { ChainTable } from "./ChainTable.tsx";
import { CompareFigure } from "./CompareFigure.tsx";
import { MoneyFigure } from "./MoneyFigure.tsx";
import { SegmentNumbers } from "./SegmentNumbers.tsx";
import "./industry.css";

const schema = { ...placeFields, measure: choice(industryQuantities, "balance") };

export default function IndustryPage() {
  const { t, format } = useText();
  const [{ region, sector: chosen, measure }, set, unread] = useLinkState(schema);
  // The chain is that of one sector; for "all" the one that earns most stands for a start.
  const sector = chosen === "all" ? sexualExploitation : chosen;
  const load = useCallback(() => Promise.all([engine.industry(region), engine.money(region)]), [region]);
  const loaded = useLoaded(load);
  const [isOpen, setOpen] = useState(false);
  const sectorWord = t(`place.${wordOf(sector)}`);
  const [industry, money] = loaded.state === "ready" ? loaded.value : [];
  const segment = industry?.segments.find((one) => one.sector === sector);
  const flow = money?.find((one) => one.sector === sector);
  const everywhere = regionNames.flatMap(
    (name) => view.regions[name]?.segments.find((one) => one.sector === sector) ?? [],
  );
  return (
    <div className="stack-loose">
      <div className="stack">
        <h1>{t("industry.title")}</h1>
        <p className="lead">{t("industry.lead")}</p>
        <UnreadNotice keys={unread} />
        <PlaceChooser
          region={region}
          sector={sector}
          withoutAll
          onRegion={(name) => set({ region: schema.region.read(name) ?? "World" })}
          onSector={(name) => set({ sector: schema.sector.read(name) ?? "all" })}
        />
      </div>
      {loaded.state === "failed" && <ErrorState message={loaded.message} onRetry={() => window.location.reload()} />}
      {loaded.state === "loading" && <LoadingState what={t("industry.computing")} />}
      {segment && flow && (
        <>
          <SegmentNumbers segment={segment} />
          <p className="lead">
            {t("industry.reach", {
              factor: format.count(segment.breakEvenDetection.median),
              share: format.share(segment.detectionBeyondReach),
            })}
          </p>
          <MoneyFigure
            flow={flow}
            sector={sectorWord}
            where={t(`place.in-${wordOf(region)}`)}
            figures={segment.sources}
          />
        </>
      )}
      <section className="stack">
        <label className="field">
          {t("industry.measure")}
          <select
            value={measure}
            onChange={(event) => set({ measure: schema.measure.read(event.target.value) ?? "balance" })}
          >
            {industryQuantities.map((one) => (
              <option key={one} value={one}>
                {t(`industry.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <CompareFigure segments={everywhere} measure={measure} sector={sectorWord} />
      </section>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="figure-face">{t("industry.chain")}</summary>
        {isOpen && <ChainTable sector={sector} />}
      </details>
    </div>
  );
}
