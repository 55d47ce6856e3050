import { useEffect } from "react";
import { flushAddress } from "./address.ts";

/** A page that looks like nothing: opened in place of ours, so that "back" does not lead here. */
const elsewhere = "https://www.wikipedia.org/";

/** Hides everything at once, then leaves. What the browser itself keeps in its history we cannot clear, and `/about` says so. */
export function leave(): void {
  // A room with a session ends it.
  window.dispatchEvent(new Event("counterweight:leave"));
  document.documentElement.hidden = true;
  document.title = "Wikipedia";
  document.body.replaceChildren();
  flushAddress();
  window.history.replaceState(null, "", window.location.pathname);
  window.location.replace(elsewhere);
}

/** Three presses of Shift within a second and a half, with nothing typed between them, leave too. */
export function useQuickExit(): void {
  useEffect(() => {
    let presses: number[] = [];
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Shift") {
        presses = [];
        return;
      }
      if (event.repeat) return;
      presses = [...presses.filter((time) => event.timeStamp - time < 1500), event.timeStamp];
      if (presses.length >= 3) leave();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
}
