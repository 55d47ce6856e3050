import type { Locale } from "./locales.ts";

export type Say = (text: string) => string | undefined;

const books = new Map<Locale, Say>();

/** Puts the phrases of a language in place; from then on `translated` knows them. */
export const learn = (locale: Locale, say: Say): void => void books.set(locale, say);

/** English words of the data or of an analysis in a language; undefined where nobody has translated them. */
export const translated = (locale: Locale, text: string): string | undefined =>
  locale === "en" ? text : books.get(locale)?.(text);
