/** A row of data/words: what stands in a table or is written by an analysis, and how it is said elsewhere. */
export type Phrase = { readonly en: string; readonly said: string };

type Pattern = {
  readonly en: string;
  readonly shape: RegExp;
  readonly said: string;
  readonly holes: readonly string[];
  readonly part: boolean;
};

const hole = /\{(\w+)\}/g;

/**
 * How English words are said in another language, or undefined where nobody has written it down. Packages and tables hold
 * English only, and the English is the key. `{name}` in a row stands for whatever changes; what stands there is itself said in the other
 * language where it can be. A hole called `phrase` must be a known phrase; a row with a hole called `item` is only ever
 * a part of another. `onUse` hears which rows a text was made from.
 */
export function phrasebook(
  phrases: readonly Phrase[],
  decimal: string,
  onUse?: (en: string) => void,
): (text: string) => string | undefined {
  const whole = new Map(phrases.map(({ en, said }) => [en, said]));
  const patterns = phrases
    .filter(({ en }) => en.search(hole) >= 0)
    .sort((a, b) => literal(b.en).length - literal(a.en).length)
    .map(patternOf);
  const remembered = new Map<string, string | undefined>();

  function inside(name: string, value: string): string | undefined {
    const known = say(value, true);
    if (known !== undefined) return known;
    if (name.startsWith("phrase")) return undefined;
    return /^-?\d+\.\d+$/.test(value) ? value.replace(".", decimal) : value;
  }

  function say(text: string, within: boolean): string | undefined {
    const known = whole.get(text);
    if (known !== undefined) {
      onUse?.(text);
      return known;
    }
    for (const { en, shape, said, holes, part } of patterns) {
      if (part && !within) continue;
      const found = shape.exec(text);
      if (found === null) continue;
      const values = new Map(holes.map((name, at) => [name, inside(name, found[at + 1] ?? "")]));
      if ([...values.values()].includes(undefined)) continue;
      onUse?.(en);
      return said.replace(hole, (_, name: string) => values.get(name) ?? "");
    }
    return undefined;
  }

  return (text) => {
    if (!remembered.has(text)) remembered.set(text, say(text, false));
    return remembered.get(text);
  };
}

const literal = (text: string): string => text.replace(hole, "");

function patternOf({ en, said }: Phrase): Pattern {
  const holes = [...en.matchAll(hole)].map((match) => match[1] ?? "");
  const between = en.split(/\{\w+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return {
    en,
    shape: new RegExp(`^${between.join("(.+?)")}$`, "su"),
    said,
    holes,
    part: holes.some((name) => name.startsWith("item")),
  };
}
