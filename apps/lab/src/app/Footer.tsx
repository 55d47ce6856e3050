import { useEffect, useState } from "react";
import { useText } from "../text/useText.ts";
import { linkTo } from "./address.ts";

export function Footer({ path }: { readonly path: string }) {
  const { t } = useText();
  const online = useOnline();
  return (
    <footer className="foot stack small soft">
      <p>
        {path === "/cases" ? t("shell.foot-register") : t("shell.foot")}{" "}
        <a href={linkTo("/about")}>{t("shell.foot-about")}</a>
      </p>
      <p role="status">{online ? "" : t("shell.offline")}</p>
    </footer>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const change = () => setOnline(navigator.onLine);
    window.addEventListener("online", change);
    window.addEventListener("offline", change);
    return () => {
      window.removeEventListener("online", change);
      window.removeEventListener("offline", change);
    };
  }, []);
  return online;
}
