import { type Columns, type EnsembleResult, ensembleEngine, type Levers } from "./ensemble.ts";
import type { Structure } from "./structures.ts";

/** A published claim, held against the draws of one structure. */
export type ClaimShare = {
  readonly claim: string;
  readonly source: string;
  /** What was run, in words, so that a reader can disagree with the translation. */
  readonly test: string;
  readonly structure: Structure;
  /** Share of the draws in which it holds, 0 to 1. */
  readonly share: number;
  readonly draws: number;
};

type Question = {
  readonly claim: string;
  readonly source: string;
  readonly test: string;
  readonly runs: Readonly<
    Record<string, { readonly levers: Levers; readonly parameters?: Readonly<Record<string, number>> }>
  >;
  /** Only segment 0, which must be forced commercial sexual exploitation where the claim is about it. */
  readonly holds: (value: (run: string, outcome: string, segment?: number) => number) => boolean;
};

const crackdown = { det: 2, conv: 4 };
const only = (levers: Readonly<Record<string, number>>, segment: number, segments: number): Levers =>
  Object.fromEntries(
    Object.entries(levers).map(([symbol, size]) => [
      symbol,
      Array.from({ length: segments }, (_, j) => (j === segment ? size : 0)),
    ]),
  );

/** The claims of item 10 of the design, each translated to runs of this model. Sizes are ours. */
function questions(segments: number): readonly Question[] {
  return [
    {
      claim: "enforcement against suppliers alone is counter-productive",
      source: "Kovari and Pruyt 2012",
      test: "detection x3 and convictions x5: person-years do not fall",
      runs: { supply: { levers: crackdown } },
      holds: (value) => value("supply", "personYears") >= value("nothing", "personYears"),
    },
    {
      claim: "measures on demand are necessary, not sufficient",
      source: "Kovari and Pruyt 2012",
      test: "a selective penalty of 30% that reaches all buyers, on top of enforcement lowers person-years below both, and alone leaves more than half of them",
      runs: {
        supply: { levers: crackdown },
        demand: { levers: { select: 0.3 }, parameters: { exposedShare: 1, diversion: 0 } },
        both: { levers: { ...crackdown, select: 0.3 }, parameters: { exposedShare: 1, diversion: 0 } },
      },
      holds: (value) =>
        value("both", "personYears") < Math.min(value("supply", "personYears"), value("nothing", "personYears")) &&
        value("demand", "personYears") > value("nothing", "personYears") / 2,
    },
    {
      claim: "legalisation raises trafficking (the market grows by more than lawful supply takes over)",
      source: "Cho, Dreher and Neumayer 2013; Hedlin 2017 finds the sign open",
      test: "in the first segment: demand +20%, exploited supply 20% dearer to buyers, detection -20%: person-years rise",
      runs: {
        legal: {
          levers: {
            demand: Array.from({ length: segments }, (_, j) => (j === 0 ? 1.2 : 1)),
            ...only({ select: 0.2, det: -0.2 }, 0, segments),
          },
        },
      },
      holds: (value) => value("legal", "personYears", 0) > value("nothing", "personYears", 0),
    },
    {
      claim: "penalties on buying exploited supply beat penalties on all buying",
      source: "Lee and Persson 2022",
      test: "30% each, reaching all buyers: the selective one lowers person-years more and leaves free workers more income",
      runs: {
        selective: { levers: { select: 0.3 }, parameters: { exposedShare: 1, diversion: 0 } },
        blanket: { levers: { blanket: 0.3 } },
      },
      holds: (value) =>
        value("selective", "personYears") < value("blanket", "personYears") &&
        value("selective", "lawfulTotal") > value("blanket", "lawfulTotal"),
    },
    {
      claim: "a crackdown in one place moves exploitation to others",
      source: "Akee, Basu, Bedi and Chau 2014",
      test: "detection x3 and convictions x5 in the first segment only: person-years in the others rise",
      runs: { one: { levers: only(crackdown, 0, segments) } },
      holds: (value) =>
        segments > 1 &&
        value("one", "personYears") - value("one", "personYears", 0) >
          value("nothing", "personYears") - value("nothing", "personYears", 0),
    },
    {
      claim: "removing exploiters is useless where others replace them",
      source: "Kosmas et al. 2022",
      test: "sentences x3, nobody minding them (rho large): with full replacement the fall of person-years is less than a tenth of that without any",
      runs: {
        replaced0: { levers: {}, parameters: { phir: 1, rho: 1000 } },
        replaced: { levers: { sev: 3, conv: 2 }, parameters: { phir: 1, rho: 1000 } },
        unreplaced0: { levers: {}, parameters: { phir: 0, rho: 1000 } },
        unreplaced: { levers: { sev: 3, conv: 2 }, parameters: { phir: 0, rho: 1000 } },
      },
      holds: (value) => {
        const fall = (run: string) => value(`${run}0`, "personYears") - value(run, "personYears");
        return fall("replaced") < 0.1 * fall("unreplaced");
      },
    },
    {
      claim: "demand answers the price by more than the price rises",
      source: "Kara 2009",
      test: "own-price elasticity of exploited supply above 1 in the first segment",
      runs: {},
      holds: (value) => value("nothing", "ex", 0) > 1,
    },
    {
      claim: "cutting the profit of exploitation cuts exploitation",
      source: "Kara 2009",
      test: "fine x20, convictions x5, proceeds taken back in 30% more cases: profit and person-years both fall",
      runs: { cost: { levers: { fine: 20, conv: 4, forf: 0.3 } } },
      holds: (value) =>
        value("cost", "profit") < value("nothing", "profit") &&
        value("cost", "personYears") < value("nothing", "personYears"),
    },
  ];
}

/** Holds each published claim against all draws of a structure. Draws in which a run leaves the model count as "does not hold". */
export function publishedClaims(structure: Structure, columns: Columns, years = 30): ClaimShare[] {
  const outcomes = ["personYears", "profit", "lawfulTotal", "ex"];
  const engine = ensembleEngine({ structure, segments: columns.segments, capacity: columns.draws, outcomes, years });
  const runOnce = (levers: Levers, parameters: Readonly<Record<string, number>> = {}): EnsembleResult => {
    const changed = Object.entries(parameters).map(
      ([symbol, value]) => [symbol, [new Float64Array(columns.draws).fill(value)]] as const,
    );
    engine.load({ ...columns, of: new Map([...columns.of, ...changed]) });
    return engine.run(levers);
  };
  const nothing = runOnce({});
  return questions(columns.segments).map(({ claim, source, test, runs, holds }) => {
    const results = new Map([["nothing", nothing]]);
    for (const [name, { levers, parameters }] of Object.entries(runs)) results.set(name, runOnce(levers, parameters));
    let held = 0;
    for (let draw = 0; draw < columns.draws; draw++) {
      const value = (run: string, outcome: string, segment?: number): number => {
        const found = (results.get(run) as EnsembleResult).of(outcome);
        const chosen = segment === undefined ? found : [found[segment] as Float64Array];
        return chosen.reduce((sum, column) => sum + (column[draw] as number), 0);
      };
      if (holds(value)) held += 1;
    }
    return { claim, source, test, structure, share: held / columns.draws, draws: columns.draws };
  });
}
