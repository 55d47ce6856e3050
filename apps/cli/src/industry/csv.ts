import { type IndustryQuantity, type IndustrySegment, industryQuantities } from "@counterweight/policy";
import { csvLine } from "../output.ts";

/** One line a segment; each quantity as low, median, high and unit. */
export function industryCsv(segments: readonly IndustrySegment[]): string {
  const parts: readonly (keyof IndustryQuantity)[] = ["low", "median", "high", "unit"];
  return [
    csvLine([
      "region",
      "sector",
      ...industryQuantities.flatMap((name) => parts.map((part) => `${name}_${part}`)),
      "quality",
      "sources",
    ]),
    ...segments.map((segment) =>
      csvLine([
        segment.region,
        segment.sector,
        ...industryQuantities.flatMap((name) => parts.map((part) => segment[name][part])),
        segment.quality,
        segment.sources.join(" "),
      ]),
    ),
  ].join("");
}
