import type { Lowering } from "./lower.ts";
import type { Stock, Total } from "./model.ts";

export type Place<Kind> = {
  readonly quantity: Kind;
  readonly segment: number;
  readonly place: string;
  /** The instruction that reads its state. */
  readonly reading: number;
};

/** A way to step time: adds to a program what every state becomes. */
export type SchemeDefinition = {
  /** Loop passes beyond those of the whole steps. */
  readonly extraSteps: number;
  /** Loop passes for each step. */
  readonly passes: number;
  readonly complete: (lowering: Lowering, stocks: readonly Place<Stock>[], totals: readonly Place<Total>[]) => void;
};

/** The name of the state that holds the estimated relative error of a run. */
export const doubtName = "estimated error";
/** The name of the state that holds the integral of all responsive stocks: what two runs of one draw are compared by. */
export const heldName = "responsive stocks";

/** The input that says for how many years the production scheme takes whole steps before it doubles them; 0, for ever. */
export const narrowName = "whole steps until";
/**
 * Policies begin with a jump and settle; so after five years steps are twice as long. Whole-step results change by less than
 * 0.01% of person-years for it, and the estimate of error sees where they change by more.
 */
export const narrowYears = 5;

/** The first step is taken in pieces of 1/16, 1/16, 1/8, 1/4 and 1/2 of itself: policies begin with a jump. */
export const firstPiece = 1 / 16;

export function stockPlace(stocks: readonly Place<Stock>[], symbol: string, segment: number): string {
  const found = stocks.find((one) => one.quantity.symbol === symbol && one.segment === segment);
  if (!found) throw new Error(`${symbol} is not a stock of this extent`);
  return found.place;
}
