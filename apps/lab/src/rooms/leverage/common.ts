import type { Intervention, OutcomeKey } from "@counterweight/policy";
import type { LeverageAnswer } from "../../engine/analyses.ts";
import type { Format } from "../../text/format.ts";
import type { Way } from "./state.ts";

/** What every part of the room shows from. */
export type Shown = {
  readonly answer: LeverageAnswer;
  readonly by: Way;
  readonly outcome: OutcomeKey;
  /** Measures in the order of the ranking. */
  readonly order: readonly string[];
  readonly measures: readonly Intervention[];
  readonly source: string;
};

export const nameOf = (measures: readonly Intervention[], id: string): string =>
  measures.find((one) => one.id === id)?.name ?? id;

/** A change for one unit is a share where the outcome has a size to compare with; for the money it is in the outcome's unit. */
export function writerOf({ answer, by, outcome }: Shown, format: Format): (value: number) => string {
  const tidy = (value: number) => (Math.abs(value) < 1e-4 ? 0 : value);
  if (by === "unit")
    return answer.relative ? (value) => format.change(tidy(value)) : (value) => format.count(tidy(value));
  return outcome === "profit" ? format.money : (value) => format.count(value);
}
