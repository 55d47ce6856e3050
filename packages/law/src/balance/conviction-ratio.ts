import type { FunnelFigure } from "../tables/funnel.ts";
import type { Jurisdiction } from "../tables/jurisdiction.ts";
import { funnelOf, type LawTables } from "../tables/law-tables.ts";

/** Convictions per person identified, as measured; a range where counting rules differ. */
export type ConvictionRatio = {
  readonly low: number;
  readonly high: number;
  /** Whose funnel: the jurisdiction's own, or a wider one that stands in. */
  readonly of: string;
  readonly year: string;
  /** The rows divided. */
  readonly rows: readonly string[];
  readonly scopes: readonly string[];
};

/** Doubt that one pair of links carries even where only one counting rule was found (judged). */
const countingDoubt = 1.5;
const people = new Set(["persons", "count"]);

/**
 * The newest year in which a funnel counts both the people identified and the people convicted. Every scope of the year is
 * used and none is mixed into a sum: the range runs over the scopes, widened by a judged factor of 1.5 each way.
 */
export function convictionRatio(tables: LawTables, jurisdiction: Jurisdiction): ConvictionRatio | undefined {
  const own = pairs(funnelOf(tables, jurisdiction), jurisdiction.name);
  if (own !== undefined) return own;
  for (const name of jurisdiction.funnelFallback) {
    const wider = pairs(
      tables.funnel.filter((row) => row.jurisdiction === name),
      name,
    );
    if (wider !== undefined) return wider;
  }
  return pairs(
    tables.funnel.filter(
      (row) => row.jurisdiction === "World (reporting governments)" && !row.scope.includes("labour"),
    ),
    "World (reporting governments)",
  );
}

function pairs(funnel: readonly FunnelFigure[], of: string): ConvictionRatio | undefined {
  const usable = funnel.filter(
    (row) => row.value !== undefined && people.has(row.unit) && !row.notes.includes("in prosecuted cases"),
  );
  const years = [...new Set(usable.map(({ year }) => year))].sort((a, b) => newest(b) - newest(a));
  for (const year of years) {
    const identified = usable.find((row) => row.year === year && row.link === "identified" && (row.value ?? 0) > 0);
    const convicted = usable.filter((row) => row.year === year && row.link === "convicted" && (row.value ?? 0) > 0);
    if (identified === undefined || convicted.length === 0) continue;
    const ratios = convicted.map((row) => (row.value ?? 0) / (identified.value ?? 1));
    return {
      low: Math.min(...ratios) / countingDoubt,
      high: Math.max(...ratios) * countingDoubt,
      of,
      year,
      rows: [identified, ...convicted].map(({ id }) => id),
      scopes: [identified, ...convicted].map(({ scope }) => scope),
    };
  }
  return undefined;
}

function newest(year: string): number {
  return Math.max(0, ...[...year.matchAll(/\d{4}/g)].map(([digits]) => Number(digits)));
}
