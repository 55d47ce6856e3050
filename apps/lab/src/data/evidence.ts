import { type Evidence, openEvidence } from "@counterweight/evidence";
import { readerOf } from "./files.ts";

const files = [
  "figures.csv",
  "figure_timing.csv",
  "units.csv",
  "parameters.csv",
  "baseline_margins.csv",
  "exchange_rates.csv",
  "deflators.csv",
  "claim_answers.csv",
];
let opened: Promise<Evidence> | undefined;

/** Every figure and parameter, read once and only when a room needs them. */
export function evidence(): Promise<Evidence> {
  opened ??= readerOf(files)
    .then(openEvidence)
    .catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
  return opened;
}
