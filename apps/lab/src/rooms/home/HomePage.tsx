import view from "virtual:first-view";
import { linkTo, useLinkState } from "../../app/address.ts";
import { placeFields } from "../../data/places.ts";
import { BigNumber } from "../../parts/BigNumber.tsx";
import { PlaceChooser, wordOf } from "../../parts/PlaceChooser.tsx";
import { UnreadNotice } from "../../parts/UnreadNotice.tsx";
import { useText } from "../../text/useText.ts";
import { roomAt } from "../index.ts";
import { BalanceFigure } from "./BalanceFigure.tsx";
import { numbersOf } from "./numbersOf.ts";
import "./home.css";

const doors = ["industry", "policy", "evidence"] as const;

export default function HomePage() {
  const { t, format } = useText();
  const [{ region, sector }, set, unread] = useLinkState(placeFields);
  const chosen = view.regions[region];
  if (chosen === undefined) return null;
  const where = t(`place.in-${wordOf(region)}`);
  return (
    <div className="stack-loose">
      <div className="stack">
        <h1>{t("home.title")}</h1>
        <p className="lead">{t("home.lead")}</p>
        <UnreadNotice keys={unread} />
      </div>
      <section className="stack" aria-label={t("home.at-a-glance")}>
        <PlaceChooser
          region={region}
          sector={sector}
          onRegion={(name) => set({ region: placeFields.region.read(name) ?? "World" })}
          onSector={(name) => set({ sector: placeFields.sector.read(name) ?? "all" })}
        />
        <div className="numbers" aria-live="polite">
          {numbersOf(chosen, sector).map(({ key, of, interval, write, figures, sure }) => (
            <BigNumber
              key={key}
              label={t(`home.${key}`, { sector: t(`place.${wordOf(of)}`) })}
              value={format[write](interval.median)}
              interval={[format[write](interval.low), format[write](interval.high)]}
              sure={t(`home.sure-${sure}`)}
              figures={figures}
              marked
            />
          ))}
        </div>
        <p className="small soft">
          {t("home.state-imposed", { people: format.count(view.regions["World"]?.totals.stateImposed.people ?? 0) })}
        </p>
      </section>
      <nav className="doors" aria-label={t("home.doors")}>
        {doors
          .filter((door) => roomAt(`/${door}`) !== undefined)
          .map((door) => (
            <a key={door} className="door" href={linkTo(`/${door}`)}>
              <span className="door-name">{t(`home.${door}`)}</span>
              <span className="soft">{t(`home.${door}-what`)}</span>
            </a>
          ))}
      </nav>
      <BalanceFigure segments={chosen.segments} where={where} />
    </div>
  );
}
