import { oneEdit } from "./similar.ts";

/** What a text says, reduced to what can be matched: stems of words, and numbers whatever way they are written. */
export type Terms = { readonly words: readonly string[]; readonly numbers: readonly string[] };

const scales: Record<string, number> = {
  hundred: 1e2,
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  m: 1e6,
  mn: 1e6,
  billion: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
  tn: 1e12,
};
const spelled: Record<string, number> = Object.fromEntries(
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split(" ")
    .map((word, at) => [word, at + 1]),
);
const tens: Record<string, number> = Object.fromEntries(
  "twenty thirty forty fifty sixty seventy eighty ninety".split(" ").map((word, at) => [word, 10 * (at + 2)]),
);

/** Words that carry no meaning of their own in a claim about this trade. */
const idle = new Set(
  "a an the of in on at to for from by with as and or is are was were be been it its that this there their they who which what make makes than then into per each every all more most some any has have had can could would will not no do does did about around nearly almost over only just up out also".split(
    " ",
  ),
);

/** Words the field and the public use for one another; each group is matched as its first. */
const alike = [
  ["slave", "slavery", "enslaved", "enslave", "slaves"],
  ["us", "usa", "american", "americans", "america", "u.s"],
  ["uk", "britain", "british", "u.k", "england", "kingdom"],
  ["child", "children", "minor", "minors", "underage", "kid", "kids", "juvenile", "under-age"],
  ["sweden", "swedish"],
  ["norway", "norwegian"],
  ["nepal", "nepali", "nepalese"],
  ["germany", "german"],
  ["india", "indian"],
  ["mexico", "mexican"],
  ["prostitute", "prostitution", "prostitutes", "prostituted"],
  ["traffick", "trafficking", "trafficked", "trafficker", "traffickers", "traffic"],
  ["crime", "criminal", "crimes"],
  ["rescue", "rescued", "freed"],
  ["year", "years", "yearly", "annual", "annually"],
  ["woman", "women", "female", "females"],
  ["girl", "girls"],
  ["buy", "buys", "buying", "buyer", "buyers", "purchase", "purchased", "client", "clients", "johns"],
  ["earn", "earns", "revenue", "income", "earnings", "profit", "profits"],
  ["cost", "costs", "price", "prices"],
  ["exploit", "exploited", "exploitation", "exploits"],
  [
    "reduce",
    "reduced",
    "reduces",
    "cut",
    "cuts",
    "decrease",
    "decreases",
    "decreased",
    "lower",
    "lowers",
    "fall",
    "fell",
    "drop",
    "dropped",
  ],
  ["law", "laws", "legal", "legislation"],
  ["kidnap", "kidnapping", "kidnapped", "abduct", "abducted", "abduction"],
  ["large", "largest", "big", "biggest"],
  ["fast", "fastest", "quick", "quickest"],
] as const;
const groupOf = new Map(alike.flatMap((group) => group.map((word) => [word as string, group[0] as string] as const)));

/** Words and numbers of a text. */
export function termsOf(text: string): Terms {
  const words: string[] = [];
  const numbers: string[] = [];
  const plain = text
    .toLowerCase()
    .replace(/[’']s\b/g, "")
    .replace(/(\d)[,\u00a0](?=\d{3})/g, "$1")
    .replace(/(\d)-(?=[a-z])/g, "$1 ");
  const pieces = plain.match(/\d+(?:\.\d+)?|u\.s\.?a?|u\.k\.?|[\p{L}]+(?:-[\p{L}]+)*/gu) ?? [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as string;
    const next = pieces[at + 1] ?? "";
    const size = /^\d/.test(piece) ? Number(piece) : (spelled[piece] ?? tens[piece]);
    if (size !== undefined && Number.isFinite(size)) {
      const afterTens = tens[piece] !== undefined && (spelled[next] ?? 99) < 10 ? (spelled[next] as number) : 0;
      if (afterTens > 0) at++;
      const scale = scaleOf(pieces[at + 1] ?? "");
      if (scale !== undefined) at++;
      numbers.push(numberTerm((size + afterTens) * (scale ?? 1)));
      continue;
    }
    for (const part of piece.includes("-") && !groupOf.has(piece) ? piece.split("-") : [piece]) {
      const word = part.replace(/\.$/, "");
      if (word.length > 1 && !idle.has(word)) words.push(stem(word));
    }
  }
  if (/%|\bper ?cent/.test(plain)) words.push("percent");
  return { words: words.filter((word) => word !== "cent"), numbers };
}

const longScales = Object.keys(scales).filter((word) => word.length > 4);

/** What a word after a number multiplies it by, also one letter off ("milion") where only one scale is meant. */
function scaleOf(word: string): number | undefined {
  if (Object.hasOwn(scales, word)) return scales[word];
  const near = word.length > 4 ? longScales.filter((scale) => oneEdit(word, scale)) : [];
  return near.length === 1 ? scales[near[0] as string] : undefined;
}

/** A number as a term: above ten thousand three significant digits decide, below it (years, counts) every digit. */
export function numberTerm(value: number): string {
  return `#${Math.abs(value) < 1e4 ? value : Number(value.toPrecision(3))}`;
}

/** Commonest endings, longest first: enough to bring criminalising and criminalisation together. */
const endings =
  "isation ization ibility ability ation ising izing ised ized ment ness tion able ible ing ise ize ity ion ed ly er al e y".split(
    " ",
  );

/** The group's head, or the word without its commonest endings. */
export function stem(word: string): string {
  const head = groupOf.get(word);
  if (head !== undefined) return head;
  const single = word.replace(/ies$/, "y").replace(/(?<=[^s]{3})s$/, "");
  const ending = endings.find((each) => single.endsWith(each) && single.length - each.length >= 4);
  const short = groupOf.get(single) ?? (ending === undefined ? single : single.slice(0, -ending.length));
  return groupOf.get(short) ?? short;
}
