import { I18nProvider } from "@lingui/react";
import { type ComponentType, useEffect, useRef, useState } from "react";
import { ErrorState, LoadingState } from "../parts/States.tsx";
import { ToastRegion } from "../parts/Toasts.tsx";
import { roomAt } from "../rooms/index.ts";
import { i18n, loadMessages } from "../text/messages.ts";
import { useText } from "../text/useText.ts";
import { linkTo, useAddress } from "./address.ts";
import { Boundary } from "./Boundary.tsx";
import { Footer } from "./Footer.tsx";
import { Header } from "./Header.tsx";
import { useQuickExit } from "./quick-exit.ts";
import { useSettings } from "./settings.ts";

type Shown = { readonly path: string; readonly name: string; readonly Page: ComponentType };

/** The room of the address with its words; the old one stays until the new one is whole. */
export function App() {
  const { path } = useAddress();
  const [{ lang }] = useSettings();
  const [shown, setShown] = useState<Shown | undefined>();
  const [failed, setFailed] = useState(false);
  useQuickExit();

  useEffect(() => {
    let current = true;
    const room = roomAt(path) ?? roomAt("/");
    if (room === undefined) return;
    setFailed(false);
    Promise.all([room.load(), loadMessages(lang, room.name)]).then(
      ([page]) => current && setShown({ path: room.path, name: room.name, Page: page.default }),
      () =>
        loadMessages(lang, room.name).then(
          () => current && setFailed(true),
          () => current && setFailed(true),
        ),
    );
    return () => {
      current = false;
    };
  }, [path, lang]);

  if (shown === undefined && !failed) return null;
  return (
    <I18nProvider i18n={i18n}>
      <Shell shown={shown} failed={failed} />
    </I18nProvider>
  );
}

function Shell({ shown, failed }: { shown: Shown | undefined; failed: boolean }) {
  const { t, format } = useText();
  const { path, newer } = useAddress();
  const [{ title }] = useSettings();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const name = shown?.name;
  const room = shown && roomAt(shown.path);

  useEffect(() => {
    document.title =
      title === "neutral"
        ? t("shell.neutral-title")
        : room === undefined
          ? "Counterweight"
          : `${room.title[format.locale]} · Counterweight`;
  }, [title, room, t, format]);

  // After a change of room a keyboard or a screen reader starts at its top.
  useEffect(() => {
    if (first.current) {
      first.current = name === undefined;
      return;
    }
    main.current?.focus();
    window.scrollTo(0, 0);
  }, [name]);

  return (
    <>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t("shell.skip")}
      </a>
      <Header path={shown?.path ?? path} />
      <main id="main" ref={main} tabIndex={-1} aria-busy={shown !== undefined && shown.path !== path}>
        {newer && <p className="notice">{t("shell.newer-link")}</p>}
        {roomAt(path) === undefined && (
          <p className="notice">
            {t("shell.no-such-room")} <a href={linkTo("/")}>{t("shell.to-start")}</a>
          </p>
        )}
        {failed ? (
          <ErrorState message={t("shell.room-failed")} onRetry={() => window.location.reload()} />
        ) : shown === undefined ? (
          <LoadingState />
        ) : (
          <Boundary key={shown.name}>
            <shown.Page />
          </Boundary>
        )}
      </main>
      <Footer path={shown?.path ?? path} />
      <ToastRegion />
    </>
  );
}
