import { stream } from "@counterweight/kernel";
import type { Enforcement } from "../arithmetic/expected-sanction.ts";
import type { FunnelFigure } from "../tables/funnel.ts";
import type { Jurisdiction } from "../tables/jurisdiction.ts";
import { funnelOf, type LawTables } from "../tables/law-tables.ts";
import { convictionRatio } from "./conviction-ratio.ts";
import { intervalOf, logNormalBetween, type SegmentDraws } from "./draws.ts";
import type { Input } from "./input.ts";

/** What a parameter of the model rests on, for the inputs that no table of law measures. */
export type PriorSource = (name: string) => {
  readonly unit: string;
  readonly rows: readonly string[];
  readonly marks: readonly string[];
  readonly remark: string;
};

export type Practice = {
  readonly enforcement: (draw: number) => Enforcement;
  readonly inputs: readonly Input[];
};

/**
 * In practice: the links of the funnel that were counted replace the model's priors; what nobody counted stays a prior and
 * says so. Convictions per person identified times the people of an enterprise is the model's kap (at most 0.95).
 */
export function practice(
  tables: LawTables,
  jurisdiction: Jurisdiction,
  draws: SegmentDraws,
  prior: PriorSource,
  seed: number,
): Practice {
  const ratio = convictionRatio(tables, jurisdiction);
  const funnel = funnelOf(tables, jurisdiction);
  const sentence = averageSentence(funnel);
  const restitution = restitutionPaid(funnel);
  const scores = (purpose: string) => {
    const source = stream(seed, `law/${purpose}`, 0);
    return Float64Array.from({ length: draws.count }, () => source.normal());
  };
  const ratioScores = scores("conviction");
  const sentenceScores = scores("sentence");
  const column = (name: string) => draws.column(name);
  const people = column("peoplePerEnterprise");
  const conviction = (draw: number) =>
    ratio === undefined
      ? (column("conviction")[draw] ?? 0)
      : Math.min(0.95, (people[draw] ?? 1) * logNormalBetween(ratio.low, ratio.high, ratioScores[draw] ?? 0));
  const served = (draw: number) =>
    sentence === undefined
      ? (column("sentence")[draw] ?? 0)
      : logNormalBetween(sentence.years / 1.3, sentence.years * 1.3, sentenceScores[draw] ?? 0);
  const at = (name: string) => {
    const values = column(name);
    return (draw: number) => values[draw] ?? 0;
  };
  const [detection, discount, worth, fine, forfeiture, years, margin, claim, damages, corruption, bribe] = [
    "detection",
    "exploiterDiscount",
    "prisonYearValue",
    "fine",
    "forfeiture",
    "forfeitureYears",
    "margin",
    "civilClaim",
    "damages",
    "corruption",
    "bribe",
  ].map(at) as [Column, Column, Column, Column, Column, Column, Column, Column, Column, Column, Column];
  const paid = (draw: number) => restitution?.probability ?? claim(draw);
  const enforcement = (draw: number): Enforcement => ({
    detection: detection(draw),
    conviction: conviction(draw),
    peoplePerEnterprise: people[draw] ?? 1,
    sentence: served(draw),
    exploiterDiscount: discount(draw),
    prisonYearValue: worth(draw),
    fine: fine(draw),
    forfeiture: forfeiture(draw),
    forfeitureYears: years(draw),
    margin: margin(draw),
    restitution: paid(draw),
    restitutionAmount: damages(draw),
    civilClaim: claim(draw),
    damages: damages(draw),
    corruption: corruption(draw),
    bribe: bribe(draw),
  });
  const fromPrior = (name: string, words: string): Input => ({
    name: words,
    value: intervalOf(draws.count, at(name)),
    from: "prior",
    ...prior(name),
  });
  const inputs: Input[] = [
    fromPrior("margin", "margin"),
    fromPrior("detection", "detection"),
    ratio === undefined
      ? fromPrior("conviction", "conviction")
      : {
          name: "conviction",
          value: intervalOf(draws.count, conviction),
          unit: "convicted per detected case",
          from: "funnel",
          rows: ratio.rows,
          marks:
            ratio.of === jurisdiction.name || jurisdiction.name.startsWith(ratio.of)
              ? ["counting rules differ"]
              : [`the funnel of ${ratio.of} stands in`],
          remark: `convicted over identified, ${ratio.of}, ${ratio.year}, times people per enterprise; scopes: ${[...new Set(ratio.scopes)].join("; ")}`,
        },
    sentence === undefined
      ? fromPrior("sentence", "sentence served")
      : {
          name: "sentence served",
          value: intervalOf(draws.count, served),
          unit: "years",
          from: "funnel",
          rows: [sentence.row.id],
          marks: sentence.row.checked === "from memory - unverified" ? ["recalled from memory"] : [],
          remark: `average of ${sentence.row.scope}, ${sentence.row.year}, give or take 30% (judged)`,
        },
    fromPrior("fine", "fine paid"),
    fromPrior("forfeiture", "proceeds taken"),
    restitution === undefined
      ? {
          ...fromPrior("civilClaim", "restitution paid"),
          remark: "nobody counted it here; judged as rare as a civil claim that succeeds",
        }
      : {
          name: "restitution paid",
          value: { low: 0, median: restitution.probability, high: restitution.ordered },
          unit: "probability given conviction",
          from: "funnel",
          rows: restitution.rows,
          marks: restitution.marks,
          remark: restitution.remark,
        },
    fromPrior("civilClaim", "civil claim"),
    fromPrior("damages", "damages"),
    fromPrior("peoplePerEnterprise", "people per enterprise"),
    fromPrior("exploiterDiscount", "exploiters' discount"),
    fromPrior("prisonYearValue", "worth of a year in prison"),
    fromPrior("bribe", "bribe"),
  ];
  return { enforcement, inputs };
}

type Column = (draw: number) => number;

function averageSentence(funnel: readonly FunnelFigure[]): { years: number; row: FunnelFigure } | undefined {
  const row = funnel.find(
    ({ link, value, unit }) =>
      link === "average sentence" && value !== undefined && /^(months|years)/.test(unit) && !unit.includes("one case"),
  );
  if (row?.value === undefined) return undefined;
  return { years: row.unit.startsWith("months") ? row.value / 12 : row.value, row };
}

/** Ordered times collected, where both were counted as shares; otherwise nothing is known. */
function restitutionPaid(
  funnel: readonly FunnelFigure[],
): { probability: number; ordered: number; rows: string[]; marks: string[]; remark: string } | undefined {
  const shares = funnel.filter(
    ({ link, unit, value }) => unit === "percent" && value !== undefined && link.startsWith("restitution"),
  );
  const ordered = shares.findLast(({ link }) => link === "restitution ordered");
  const uncollectible = shares.find(
    ({ link, notes }) => link === "restitution collected" && notes.includes("uncollectible"),
  );
  if (ordered?.value === undefined || uncollectible?.value === undefined) return undefined;
  const order = ordered.value / 100;
  return {
    probability: order * (1 - uncollectible.value / 100),
    ordered: order,
    rows: [ordered.id, uncollectible.id],
    marks: [ordered, uncollectible].some(({ checked }) => checked === "from memory - unverified")
      ? ["one row recalled from memory"]
      : [],
    remark: `ordered in ${ordered.value}% of cases, ${uncollectible.value}% of all such debt uncollectible; the interval runs from nothing to all that is ordered`,
  };
}
