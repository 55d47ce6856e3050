import { type Messages, setupI18n } from "@lingui/core";
import type { Locale } from "./locales.ts";

type Loader = () => Promise<Messages>;
const shared = import.meta.glob<Messages>("./messages.*.json", { import: "default" });
const ofRooms = import.meta.glob<Messages>("../rooms/*/messages.*.json", { import: "default" });

export const i18n = setupI18n();
const loaded = new Set<string>();
/** Tables of data/words that a room shows words of; the others show none. */
const phrases: Readonly<Record<string, readonly string[]>> = {
  leverage: ["measures", "model"],
  budget: ["measures", "model"],
  "common-ground": ["measures", "model"],
  law: ["law", "model"],
  count: ["count"],
  industry: ["chain"],
  about: ["model"],
};

async function load(locale: Locale, key: string, loader: Loader | undefined): Promise<void> {
  if (loader === undefined || loaded.has(key)) return;
  i18n.load(locale, await loader());
  loaded.add(key);
}

/** Brings in the words of the shell and of one room; after it resolves both can be shown in the language. */
export async function loadMessages(locale: Locale, room: string): Promise<void> {
  await Promise.all([
    load(locale, locale, shared[`./messages.${locale}.json`]),
    load(locale, `${locale}/${room}`, ofRooms[`../rooms/${room}/messages.${locale}.json`]),
    ...(locale === "en" || phrases[room] === undefined
      ? []
      : [import("./phrases.ts").then(({ loadPhrases }) => loadPhrases(locale, phrases[room] ?? []))]),
  ]);
  if (i18n.locale !== locale) i18n.activate(locale);
  document.documentElement.lang = locale;
}
