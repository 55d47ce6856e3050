import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openEvidence, readTable, sectors } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { openLawTables, penalty, provisionsFor } from "@counterweight/law";
import { marketModel } from "@counterweight/market";
import {
  chainFile,
  inputWords,
  interventionsFile,
  levers,
  parseChain,
  parseInterventions,
  parsePositions,
  placeNamed,
  positionsFile,
  priorSource,
  segmentDraws,
  statuteDollars,
  valueOutcomes,
} from "@counterweight/policy";
import { examples } from "@counterweight/prevalence";
import { describe, expect, test } from "vitest";
import { equationRows } from "../rooms/about/equationRows.ts";
import { shapesIn } from "../testing/shapes.ts";
import { phrasebook } from "./phrasebook.ts";

const read = readerOf();
const evidence = openEvidence(read);
const packages = join(import.meta.dirname, "../../../../packages");
const catalogue = parseInterventions(read(interventionsFile));
const parameters = evidence.parameters.rows;

/** Whatever the tables of the data package say in English that the lab shows, by the table of translations. */
const wanted: Record<string, () => string[]> = {
  measures: () => [
    ...catalogue.map(({ name }) => name),
    ...catalogue.flatMap(({ name, levers: own }) => [
      `cost of ${name}`,
      ...own.map(({ lever }) => `size of ${name}: ${levers[lever].name}`),
    ]),
    ...Object.values(levers).map(({ name }) => name),
    ...Object.values(valueOutcomes).map(({ name }) => name),
    ...parsePositions(
      read(positionsFile),
      catalogue.map(({ id }) => id),
    ).flatMap(({ name, inTheirWords, couldChangeTheirMind }) => [name, inTheirWords, couldChangeTheirMind]),
  ],
  model: () => [
    ...parameters.flatMap(({ name, unit, basis, reason, sectors: own }) => [
      own === "all" ? inputWords(name) : `${inputWords(name)}, ${own}`,
      `${inputWords(name)}, labour`,
      ...sectors.map((sector) => `${inputWords(name)}, ${sector}`),
      basis === "absolute" ? unit : `${unit} (${basis})`,
      reason,
    ]),
    ...equationRows(marketModel)
      .flatMap(({ sentence, unit }) => [sentence, unit])
      .filter((text) => /[a-z]/.test(text)),
  ],
  chain: () =>
    parseChain(read(chainFile)).flatMap(({ item, payer, payee, unit, moneyYear }) =>
      [item, payer, payee, unit, ...(/[a-z]/.test(moneyYear) ? [moneyYear] : [])].filter(Boolean),
    ),
  count: () => [
    ...examples(read).map(({ title }) => title),
    "2 pairs share fewer than five people: A and B, C and D and 3 more.",
  ],
  law: ofLaw,
};

/** What the penalty analysis says, for every jurisdiction and sector the room offers. */
function ofLaw(): string[] {
  const tables = openLawTables(read);
  return tables.jurisdictions
    .filter((one) => one.region !== undefined)
    .flatMap((jurisdiction) =>
      sectors.flatMap((sector) => {
        if (provisionsFor(tables, jurisdiction, sector).length === 0) return [];
        const { paper, drugs, practice } = penalty({
          tables,
          jurisdiction,
          sector,
          draws: segmentDraws(evidence, placeNamed(jurisdiction.region ?? "World"), sector, 16, 1),
          prior: priorSource(evidence, sector),
          toDollars: (provision) => statuteDollars(evidence, provision),
          seed: 1,
        });
        return [
          jurisdiction.name,
          ...[...paper, ...drugs].flatMap(({ provision, gaps, marks }) => [provision.offence, ...gaps, ...marks]),
          ...practice.inputs.flatMap(({ name, marks, remark, rows }) => [
            name,
            ...marks,
            remark,
            ...rows.filter((row) => row.includes(".csv")),
          ]),
        ];
      }),
    );
}

/** Where sentences that the lab shows are written in English, and which of the strings there are sentences. */
const written: Record<string, readonly { readonly file: string; readonly sentence: RegExp }[]> = {
  measures: [
    { file: "policy/src/common-ground/crux-words.ts", sentence: /\w \w/ },
    { file: "policy/src/common-ground/mixture.ts", sentence: /which theory/ },
    { file: "policy/src/compare/leans-on.ts", sentence: /measure itself/ },
  ],
  model: [],
  chain: [],
  law: [
    { file: "law/src/balance/paper.ts", sentence: /\w \w/ },
    { file: "law/src/balance/practice.ts", sentence: /\w \w/ },
    { file: "policy/src/penalty/segment.ts", sentence: /provenance|grade/ },
    { file: "evidence/src/parameters/registry.ts", sentence: /^\{\} is / },
  ],
  count: [
    ...["analyse", "context", "readiness", "methods/bayesian", "methods/closed", "methods/log-linear"].map((name) => ({
      file: `prevalence/src/analysis/${name}.ts`,
      sentence: /\.$/,
    })),
    { file: "prevalence/src/robustness/lists.ts", sentence: /\.$|^(without|merged)/ },
    { file: "prevalence/src/read/grid.ts", sentence: /\.$/ },
  ],
};

/** Written there, but shown by the command line only, or a word of a table that is compared with. */
const notShown = [
  "from memory - unverified",
  "the fine is the greater of the amount and twice the gross gain of the holding",
  "fine of {} {}: {}",
  "civil damages",
  "convicted per detected case",
  "probability given conviction",
  "average sentence",
  "one case",
  "restitution ordered",
  "restitution collected",
  "give or take",
];

describe.each(Object.keys(wanted))("data/words/%s.csv", (name) => {
  const rows = readTable(name, read(`words/${name}.csv`)).rows.map(({ cells }) => cells);
  const other = name === "law" ? readTable("model", read("words/model.csv")).rows.map(({ cells }) => cells) : [];
  const shape = (en: string) => en.replace(/\{\w+\}/g, "{}");
  const used = new Set<string>();
  const texts = [...new Set(wanted[name]?.())];

  test.each(["es", "fr"])("everything the tables say is said in %s", (locale) => {
    const all = [...rows, ...other].map((cells) => ({ en: cells["en"] ?? "", said: cells[locale] ?? "" }));
    const say = phrasebook(all, ",", (en) => used.add(en));
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => say(text) === undefined)).toEqual([]);
  });

  const made = (written[name] ?? []).map(({ file, sentence }) => ({
    sentence,
    shapes: shapesIn(file, readFileSync(join(packages, file), "utf8")),
  }));

  test("what stands in the holes of a remark is said too", () => {
    const say = phrasebook(
      [...rows, ...other].map((cells) => ({ en: cells["en"] ?? "", said: `<${cells["fr"]}>` })),
      ",",
    );
    const remarks = texts.filter((text) => text.startsWith("convicted over identified"));
    expect(remarks.length > 5).toBe(name === "law");
    const untold = remarks.filter((text) => /scopes: |portée des sources : [^<]/.test(say(text) ?? "scopes: "));
    expect(untold).toEqual([]);
  });

  test("every sentence an analysis writes has its row", () => {
    const known = new Set([...rows, ...other].map((cells) => shape(cells["en"] ?? "")));
    const missing = made
      .flatMap(({ sentence, shapes }) => shapes.filter(({ shape: own, words }) => words > 1 && sentence.test(own)))
      .map(({ shape: own }) => own)
      .filter((own) => !known.has(own) && !notShown.includes(own));
    expect(missing).toEqual([]);
  });

  test("no row is left over, and none has lost a hole", () => {
    const shapes = new Set(made.flatMap(({ shapes: own }) => own.map(({ shape: one }) => one)));
    const left = rows.map((cells) => cells["en"] ?? "").filter((en) => !used.has(en) && !shapes.has(shape(en)));
    expect(left).toEqual([]);
    const holes = (text = "") => new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    const lost = rows.filter((cells) =>
      ["es", "fr"].some((locale) => holes(cells["en"]).symmetricDifference(holes(cells[locale])).size > 0),
    );
    expect(lost.map((cells) => cells["en"])).toEqual([]);
  });
});

test("a phrase is said with what stands in its holes; what is not known is left to the caller", () => {
  const say = phrasebook(
    [
      { en: "{phrase}: any total would fit.", said: "{phrase}: cualquier total encaja." },
      { en: "{a} and {b} have nobody in common", said: "{a} y {b} no tienen a nadie en común" },
      { en: "{item} and {item2}", said: "{item} y {item2}" },
      { en: "Only {share} of {people} people", said: "Solo {share} de {people} personas" },
    ],
    ",",
  );
  expect(say("LA and GP have nobody in common: any total would fit.")).toBe(
    "LA y GP no tienen a nadie en común: cualquier total encaja.",
  );
  expect(say("Only 2.5 of 10 people")).toBe("Solo 2,5 de 10 personas");
  expect([say("A and B"), say("Something else: any total would fit.")]).toEqual([undefined, undefined]);
});
