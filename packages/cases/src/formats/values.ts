import { nearest } from "@counterweight/kernel";
import type { Code, Countries, Vocabulary } from "../standards/vocabularies.ts";

/** Letters and digits only, in lower case: how names and values are compared when they are spelled differently. */
export const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}+]/gu, "")
    .toLowerCase();

const spellings = new WeakMap<Vocabulary, Map<string, Code>>();

function spellingsOf(vocabulary: Vocabulary): Map<string, Code> {
  const known = spellings.get(vocabulary);
  if (known !== undefined) return known;
  const made = new Map<string, Code>();
  // The first spelling wins, and the standard's own value comes before labels.
  for (const pick of [(code: Code) => code.htcds, (code: Code) => code.code, (code: Code) => code.label])
    for (const code of vocabulary.codes) {
      const key = plain(pick(code));
      if (key !== "" && !made.has(key)) made.set(key, code);
    }
  spellings.set(vocabulary, made);
  return made;
}

const remembered = new WeakMap<Vocabulary, Map<string, Code>>();

/** The code for a value as HTCDS or a person writes it, whatever its case and spacing; or nothing. */
export function codeFor(vocabulary: Vocabulary, text: string): Code | undefined {
  // Files repeat the same few spellings; only those that are codes are remembered.
  const known = remembered.get(vocabulary) ?? new Map<string, Code>();
  remembered.set(vocabulary, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  const list = spellingsOf(vocabulary);
  const code = list.get(plain(text)) ?? list.get(plain(text.replace(/^Unacq/i, "Unaq")));
  if (code !== undefined && known.size < 10_000) known.set(text, code);
  return code;
}

/** One sentence for a value that no code list has. */
export function notACode(vocabulary: Vocabulary, text: string): string {
  const close = nearest(
    text,
    vocabulary.codes.map((code) => code.htcds || code.code),
    1,
  )[0];
  return `"${shorten(text)}" is not a value of "${vocabulary.name}"${close === undefined ? "." : `; did you mean "${close}"?`}`;
}

export const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

const countryNames = new WeakMap<Countries, Map<string, string>>();

/** Alpha-2 for alpha-2, alpha-3 or an English name; or nothing. */
export function countryFor(countries: Countries, text: string): string | undefined {
  const upper = text.trim().toUpperCase();
  if (countries.toAlpha3.has(upper)) return upper;
  const two = countries.toAlpha2.get(upper);
  if (two !== undefined) return two;
  let names = countryNames.get(countries);
  if (names === undefined) {
    names = new Map([...countries.nameOf].map(([code, name]) => [plain(name), code]));
    countryNames.set(countries, names);
  }
  return names.get(plain(text));
}

/** Parts of a cell that holds several values separated by semicolons. */
export const several = (cell: string): string[] =>
  !cell.includes(";")
    ? [cell.trim()].filter((part) => part !== "")
    : cell
        .split(";")
        .map((part) => part.trim())
        .filter((part) => part !== "");

const mostExplained = 12;

/** One sentence for each column that a format does not have, the first dozen by name. */
export function explainUnknown(names: readonly string[], what: string, known: readonly string[]): string[] {
  const sentences = names.slice(0, mostExplained).map((name) => {
    const close = nearest(name.slice(0, 60), known, 1)[0];
    return `"${shorten(name)}" is not ${what}${close === undefined ? "" : `; did you mean ${close}?`} It is kept as it stands.`;
  });
  const more = names.length - mostExplained;
  return more > 0
    ? [...sentences, `${more} more columns are not ${what} either and are kept as they stand.`]
    : sentences;
}

/** The name under which a column no format knows is kept; a name JavaScript gives a meaning of its own is not used. */
export const extensionName = (name: string, place: number): string => {
  const trimmed = name.trim();
  return trimmed === "" || trimmed === "__proto__" ? `column ${place + 1}` : trimmed;
};
