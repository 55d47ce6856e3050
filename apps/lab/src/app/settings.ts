import { useEffect } from "react";
import { type Locale, locales } from "../text/locales.ts";
import { useLinkState } from "./address.ts";
import { choice } from "./link.ts";

export const themes = ["auto", "light", "dark"] as const;
const key = "counterweight.settings";

/** The first of the browser's languages that we speak. */
function browserLocale(): Locale {
  for (const language of navigator.languages) {
    const found = locales.find((locale) => language.toLowerCase().startsWith(locale));
    if (found !== undefined) return found;
  }
  return "en";
}

/** What the person asked this device to remember, if anything; nothing is stored unasked. */
function remembered(): { lang?: string; theme?: string; title?: string } {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}") as { lang?: string; theme?: string; title?: string };
  } catch {
    return {};
  }
}

const kept = remembered();
const titles = ["full", "neutral"] as const;
const settings = {
  lang: choice(locales, locales.find((locale) => locale === kept.lang) ?? browserLocale()),
  theme: choice(themes, themes.find((theme) => theme === kept.theme) ?? "auto"),
  title: choice(titles, titles.find((title) => title === kept.title) ?? "full"),
};

export function useSettings() {
  const [state, set] = useLinkState(settings);
  useEffect(() => {
    if (state.theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = state.theme;
  }, [state.theme]);
  return [state, set] as const;
}

export const isRemembered = (): boolean => {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
};

export function remember(state: { lang: string; theme: string; title: string } | undefined): void {
  if (state === undefined) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify(state));
}
