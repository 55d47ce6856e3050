import type { Interval } from "@counterweight/kernel";

/** One input of the arithmetic as it is shown: its range, and what it rests on. */
export type Input = {
  readonly name: string;
  readonly value: Interval;
  readonly unit: string;
  /** Where it comes from: counted in the funnel, written in the statute, or a prior of the model. */
  readonly from: "funnel" | "statute" | "prior";
  /** Rows and figure ids. */
  readonly rows: readonly string[];
  /** Why it must be marked: judged, recalled, a wider funnel standing in. */
  readonly marks: readonly string[];
  readonly remark: string;
};
