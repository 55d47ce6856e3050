import { linkTo } from "../../app/address.ts";
import { useText } from "../../text/useText.ts";
import { roomAt } from "../index.ts";
import "./home.css";

const doors = ["evidence"] as const;

export default function HomePage() {
  const { t } = useText();
  return (
    <div className="stack-loose">
      <div className="stack">
        <h1>{t("home.title")}</h1>
        <p className="lead">{t("home.lead")}</p>
      </div>
      <nav className="doors" aria-label={t("shell.rooms")}>
        {doors
          .filter((door) => roomAt(`/${door}`) !== undefined)
          .map((door) => (
            <a key={door} className="door" href={linkTo(`/${door}`)}>
              <span className="door-name">{t(`home.${door}`)}</span>
              <span className="soft">{t(`home.${door}-what`)}</span>
            </a>
          ))}
      </nav>
    </div>
  );
}
