import { readTable } from "@counterweight/evidence";
import { dataFile } from "../data/files.ts";
import type { Locale } from "./locales.ts";
import { type Phrase, phrasebook } from "./phrasebook.ts";
import { learn } from "./said.ts";
import { unbroken } from "./spaces.ts";

const loaded = new Map<string, readonly Phrase[]>();

/** Brings in tables of data/words; what is loaded stays, so that going from room to room asks for each once. */
export async function loadPhrases(locale: Locale, names: readonly string[]): Promise<void> {
  const missing = names.filter((name) => !loaded.has(`${locale}/${name}`));
  if (missing.length === 0) return;
  await Promise.all(
    missing.map(async (name) => {
      const path = `words/${name}.csv`;
      const { rows } = readTable(path, await dataFile(path));
      loaded.set(
        `${locale}/${name}`,
        rows.map(({ cells }) => ({ en: cells["en"] ?? "", said: unbroken(locale, cells[locale] ?? "") })),
      );
    }),
  );
  const own = [...loaded].filter(([key]) => key.startsWith(`${locale}/`)).flatMap(([, phrases]) => phrases);
  learn(locale, phrasebook(own, ","));
}
