import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import "./design/fonts.css";
import "./design/tokens.css";
import "./design/base.css";
import "./design/controls.css";
import "./app/app.css";

const place = document.getElementById("lab");
if (place !== null) createRoot(place).render(<App />);

// The offline copy is fetched after the first view is done, so that it never delays it.
if (import.meta.env.PROD && "serviceWorker" in navigator)
  window.addEventListener("load", () => {
    const register = () => void navigator.serviceWorker.register("./service-worker.js").catch(() => undefined);
    if ("requestIdleCallback" in window) window.requestIdleCallback(register, { timeout: 4000 });
    else setTimeout(register, 2000);
  });
