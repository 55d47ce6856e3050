import { useState } from "react";
import { rooms } from "../rooms/index.ts";
import { useText } from "../text/useText.ts";
import { linkTo } from "./address.ts";
import { leave } from "./quick-exit.ts";
import { SettingsMenu } from "./SettingsMenu.tsx";

export function Header({ path }: { readonly path: string }) {
  const { t, format } = useText();
  const [open, setOpen] = useState(false);
  return (
    <header className="bar">
      <div className="bar-inside">
        <a className="name" href={linkTo("/")}>
          Counterweight
        </a>
        <button
          type="button"
          className="button menu-button"
          aria-expanded={open}
          aria-controls="rooms"
          onClick={() => setOpen(!open)}
        >
          {t("shell.menu")}
        </button>
        <nav id="rooms" aria-label={t("shell.rooms")} data-open={open}>
          <ul>
            {rooms.map((room) => (
              <li key={room.name}>
                <a
                  href={linkTo(room.path)}
                  aria-current={room.path === path ? "page" : undefined}
                  onClick={() => setOpen(false)}
                >
                  {room.title[format.locale]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <SettingsMenu />
        <button type="button" className="button leave" onClick={leave} title={t("shell.leave-how")}>
          {t("shell.leave")}
        </button>
      </div>
    </header>
  );
}
