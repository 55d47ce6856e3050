import { type Evidence, type Region, regions, type Sector, type Structure, sectors } from "@counterweight/evidence";
import { type Interval, quantile, sorted } from "@counterweight/kernel";
import { expectedSanction, exploitationValue, invert, overHolding, total } from "@counterweight/law";
import { type Columns, drawParameters, enforcementOf } from "../ensemble/draw.ts";
import type { Place } from "../ensemble/place.ts";
import { banded, publishedBands } from "./published-bands.ts";
import { qualityOf } from "./quality.ts";

/** 5%, 50% and 95% of the draws, in one unit. */
export type IndustryQuantity = Interval & { readonly unit: string };

/** What is known of a segment as numbers, in the order of the business. */
export const industryQuantities = [
  "people",
  "margin",
  "exploitationValue",
  "expectedSanction",
  "balance",
  "breakEvenDetection",
  "breakEvenFine",
] as const;

/** How one sector earns in one region, and what it risks; money in US$ of 2021. */
export type IndustrySegment = {
  readonly region: Region | "World";
  readonly sector: Sector;
  readonly people: IndustryQuantity;
  /** Gross margin before sanction, per person-year. */
  readonly margin: IndustryQuantity;
  /** Present value of what one person earns the exploiter, less acquisition (Kara 2011). */
  readonly exploitationValue: IndustryQuantity;
  /** Per person-year, over the whole funnel. */
  readonly expectedSanction: IndustryQuantity;
  /** Expected sanction over a whole holding for each dollar of exploitation value; at 1 the two are in balance. */
  readonly balance: IndustryQuantity;
  /** Factor on detection alone at which the expected sanction eats the margin. */
  readonly breakEvenDetection: IndustryQuantity;
  /** The same for the fine alone. */
  readonly breakEvenFine: IndustryQuantity;
  /** Share of draws in which that factor asks for more than one detection a year for each person. */
  readonly detectionBeyondReach: number;
  readonly quality: string;
  /** Figure ids: of the segment table first, then of the parameters. */
  readonly sources: readonly string[];
};

export type IndustryRequest = {
  readonly evidence: Evidence;
  readonly places: readonly Place[];
  readonly draws: number;
  readonly seed: number;
};

/** Neither exploitation value nor expected sanction depends on which theory of the market is right. */
const anyStructure: Structure = "D";
/** What the sanction and the value are made of. */
const parametersUsed = [
  "subsistence",
  "acquisition",
  "marketDiscount",
  "ownExit",
  "release",
  "mortality",
  "detection",
  "conviction",
  "peoplePerEnterprise",
  "sentence",
  "prisonYearValue",
  "fine",
  "forfeiture",
  "civilClaim",
  "damages",
] as const;

/** Every segment of the places, from draws of the evidence's priors. */
export function industrySegments({ evidence, places, draws, seed }: IndustryRequest): IndustrySegment[] {
  const blocks = balancedBlocks(draws);
  return places.flatMap((place) => {
    const parts = blocks.map(([start, count]) =>
      drawParameters({ evidence, place, structure: anyStructure, seed, start, count }),
    );
    return place.sectors.map((sector, segment) => segmentOf(evidence, place, sector, segment, parts));
  });
}

/** Sobol' points are balanced in blocks of a power of 2: the largest first. */
export function balancedBlocks(draws: number): [start: number, count: number][] {
  const blocks: [number, number][] = [];
  for (let start = 0; start < draws; ) {
    const count = 2 ** (31 - Math.clz32(draws - start));
    blocks.push([start, count]);
    start += count;
  }
  return blocks;
}

function segmentOf(
  evidence: Evidence,
  { region }: Place,
  sector: Sector,
  segment: number,
  parts: readonly Columns[],
): IndustrySegment {
  const rows = parts.flatMap(({ draws, of }) =>
    Array.from({ length: draws }, (_, draw) => {
      const get = (symbol: string) => {
        const columns = of.get(symbol);
        if (columns === undefined) throw new Error(`no parameter ${symbol} was drawn`);
        return columns[columns.length === 1 ? 0 : segment]?.[draw] ?? Number.NaN;
      };
      return earnings(get);
    }),
  );
  const across = (key: keyof Earnings, unit: string): IndustryQuantity => {
    const ascending = sorted(rows.map((row) => row[key]));
    return { low: quantile(ascending, 0.05), median: quantile(ascending, 0.5), high: quantile(ascending, 0.95), unit };
  };
  const table = evidence.baselineSegments().segments.filter((row) => row.sector === sector);
  const figures = table.filter((row) => region === "World" || row.region === region).flatMap((row) => row.figures);
  const parameters = parametersUsed.flatMap((name) => evidence.parameters.find(name, { sector }) ?? []);
  return {
    region,
    sector,
    people: banded(across("people", "persons on a day"), publishedBands.people),
    margin: banded(across("margin", "US$ of 2021 per person-year"), publishedBands.margin),
    exploitationValue: across("value", "US$ of 2021 per person"),
    expectedSanction: across("sanction", "US$ of 2021 per person-year"),
    balance: across("balance", "US$ of expected sanction per US$ of exploitation value"),
    breakEvenDetection: across("breakEvenDetection", "factor on detection"),
    breakEvenFine: across("breakEvenFine", "factor on the fine"),
    detectionBeyondReach: rows.filter((row) => row.detectionNeeded > 1).length / rows.length,
    quality: qualityOf(evidence, figures, parameters),
    sources: [...new Set([...figures, ...parameters.flatMap((parameter) => parameter.figures)])],
  };
}

type Earnings = {
  people: number;
  margin: number;
  value: number;
  sanction: number;
  balance: number;
  breakEvenDetection: number;
  breakEvenFine: number;
  detectionNeeded: number;
};

/** One draw of one segment. `get` gives a parameter of the market model by symbol. */
export function earnings(get: (symbol: string) => number): Earnings {
  const law = enforcementOf(get);
  const sanction = total(expectedSanction(law));
  const exit = get("eself") + get("erel") + get("mort") + get("q0");
  const value = exploitationValue({ margin: get("g0"), discount: get("r"), exit, acquisition: get("cT") });
  const detection = invert(law, law.margin, "detection");
  return {
    people: get("X0"),
    margin: law.margin,
    value,
    sanction,
    balance: overHolding(sanction, get("r"), exit) / value,
    breakEvenDetection: detection.factor ?? Number.POSITIVE_INFINITY,
    breakEvenFine: invert(law, law.margin, "fine").factor ?? Number.POSITIVE_INFINITY,
    detectionNeeded: detection.needed ?? Number.POSITIVE_INFINITY,
  };
}

/** All regions apart, with all sectors. */
export const everyRegion: readonly Place[] = regions.map((region) => ({ region, sectors }));
