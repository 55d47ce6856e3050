import { cellsOf } from "../table/cells.ts";
import { readTable } from "../table/csv.ts";
import { type Measure, type Timing, timings } from "./figure.ts";

export const unitsFile = "units.csv";
export const timingFile = "figure_timing.csv";

/** What each unit of figures.csv measures; a unit that is not listed is a fault, never a guess. */
export function readUnits(text: string): ReadonlyMap<string, Measure> {
  return new Map(
    readTable(unitsFile, text).rows.map((row): [string, Measure] => {
      const cells = cellsOf(unitsFile, row);
      const unit = cells.text("unit");
      const kind = cells.oneOf("measure", ["percent", "money", "number", "statement"]);
      if (kind === "money") {
        const currency = cells.text("currency");
        if (!/^[A-Z]{3}$/.test(currency))
          throw cells.fault("currency", `"${currency}" is no currency code`, "USD, GBP...");
        return [unit, { kind, currency, per: cells.text("per") }];
      }
      return [unit, kind === "number" ? { kind, of: unit } : { kind }];
    }),
  );
}

/** Stock, flow, ratio or unstated for each figure: our own classification by unit and wording. */
export function readTimings(text: string): ReadonlyMap<string, Timing> {
  return new Map(
    readTable(timingFile, text).rows.map((row) => {
      const cells = cellsOf(timingFile, row);
      return [cells.text("figure"), cells.oneOf("timing", timings)] as const;
    }),
  );
}
