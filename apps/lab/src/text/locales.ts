export const locales = ["en", "es", "fr"] as const;
export type Locale = (typeof locales)[number];
/** Each language in its own words: a reader looks for theirs. */
export const localeNames: Readonly<Record<Locale, string>> = { en: "English", es: "Español", fr: "Français" };
