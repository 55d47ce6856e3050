import type { StudyOutcomeKey } from "@counterweight/policy";
import type { PolicyAnswer, Spread } from "../../engine/summary.ts";

/** One outcome across the rival theories: where their medians lie, and the widest ends of any. */
export type Span = {
  readonly medians: readonly [number, number];
  readonly ends: readonly [number, number];
  /** Whether the middle of every theory points the same way; `none` where nothing moves. */
  readonly direction: "falls" | "rises" | "apart" | "none";
};

/** Smaller than this nobody should read a direction into it. */
const nothing = 5e-4;

export function spanOf(answer: PolicyAnswer, key: StudyOutcomeKey): Span {
  return spanOfSpreads(answer.structures.map(({ ends }) => ends[key].change));
}

export function spanOfSpreads(all: readonly Spread[]): Span {
  const medians = all.map(({ median }) => median);
  const least = Math.min(...medians);
  const most = Math.max(...medians);
  return {
    medians: [least, most],
    ends: [Math.min(...all.map(({ low }) => low)), Math.max(...all.map(({ high }) => high))],
    direction:
      Math.abs(least) < nothing && Math.abs(most) < nothing
        ? "none"
        : most < nothing
          ? "falls"
          : least > -nothing
            ? "rises"
            : "apart",
  };
}

/** What the statistics would show: `working` where cases rise while exploitation falls, the finding that is misread most. */
export function observationOf(answer: PolicyAnswer): "working" | "quiet" | "both-rise" | "none" | "unclear" {
  const recorded = spanOf(answer, "recorded").direction;
  const people = spanOf(answer, "people").direction;
  if (recorded === "none" && people === "none") return "none";
  if (recorded === "rises" && people === "falls") return "working";
  if (recorded === "falls" && people === "falls") return "quiet";
  return recorded === "rises" && people === "rises" ? "both-rise" : "unclear";
}
