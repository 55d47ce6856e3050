import type { CountResult } from "./count.ts";

/** A row of the evidence table (`figures.csv`), without an id, as text by column. */
export type FigureRow = Readonly<Record<(typeof FIGURE_COLUMNS)[number], string>>;

export const FIGURE_COLUMNS = [
  "id",
  "quantity",
  "value",
  "low",
  "high",
  "unit",
  "year",
  "geography",
  "sector",
  "population",
  "method",
  "source",
  "url_or_doi",
  "verified",
  "quality",
  "critique",
  "notes",
] as const;

/** What an analyst says about the table that the table cannot. */
export type FigurePlace = { readonly geography: string; readonly year: string; readonly id?: string };

/**
 * The result as a figure for the evidence table, and so for a prior of the model: the geometric middle of the methods with
 * the widest limits of all of them. Quality is `contested` where methods differ by more than half or a check failed, else
 * `moderate`: no count from lists is strong. Undefined where there is no estimate.
 */
export function countFigure(result: CountResult, place: FigurePlace): FigureRow | undefined {
  const { spread, data, robustness, methods } = result;
  if (spread === null) return undefined;
  const held = robustness?.internalConsistency;
  const failed = held?.coverage !== null && held?.coverage !== undefined && held.coverage < 0.75;
  const used = Object.values(methods).filter(({ estimate }) => estimate !== null);
  const quality = spread.ratio > 1.5 || failed ? "contested" : used.length < 3 ? "weak" : "moderate";
  return {
    id: place.id ?? "",
    quantity: `People in all, seen and unseen, estimated from ${data.lists.length} overlapping lists`,
    value: String(Math.round(Math.sqrt(spread.low * spread.high))),
    low: String(Math.round(spread.widest.low)),
    high: spread.widest.high === null ? "" : String(Math.round(spread.widest.high)),
    unit: "persons",
    year: place.year,
    geography: place.geography,
    sector: "",
    population: data.lists
      .map(({ name, definition }) => (definition === undefined ? name : `${name} (${definition})`))
      .join("; "),
    method: `multiple systems estimation; ${used.map(({ title }) => title).join(", ")}; middle and widest limits of all`,
    source: data.source ?? "own table",
    url_or_doi: "",
    verified: "seen in repository",
    quality,
    critique:
      `${spread.why.join(" ")}${held?.bias === null || held?.bias === undefined ? "" : ` Held-out lists were estimated with a mean error of ${Math.round(100 * held.bias)}%.`}`.trim(),
    notes: `counterweight count, seed ${data.settings.seed}, data sha256 ${data.hash}; observed ${data.observed}`,
  };
}
