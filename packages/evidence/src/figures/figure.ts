/** How good source and method are, not how well we checked. */
export const qualities = ["strong", "moderate", "weak", "contested"] as const;
export type Quality = (typeof qualities)[number];

/** How the row was checked; being in a founding text says nothing about truth. */
export const checks = [
  "seen in stored page",
  "seen in repository",
  "seen in founding text",
  "from memory - unverified",
] as const;
export type Checked = (typeof checks)[number];

/** What a number counts, so that percent, money and people can never be mixed up. */
export type Measure =
  | { readonly kind: "percent" }
  | { readonly kind: "money"; readonly currency: string; readonly per: string }
  | { readonly kind: "number"; readonly of: string }
  | { readonly kind: "statement" };

/** People on a day, or people (money, cases) in a year. `unstated` where the row does not tell. */
export const timings = ["stock", "flow", "ratio", "unstated"] as const;
export type Timing = (typeof timings)[number];

/** A sourced number, or a sourced statement without one. */
export type Figure = {
  readonly id: string;
  readonly quantity: string;
  /** Undefined for statements and for values such as `life`, which stand in `wording`. */
  readonly value: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** The value as words where it is no number: `life`, `mandatory`, `small`. */
  readonly wording: string | undefined;
  readonly unit: string;
  readonly measure: Measure;
  readonly timing: Timing;
  /** As printed: `2021`, `2016/17`, `2002-2011 average`, `undated`. */
  readonly year: string;
  /** First and last year named, where any is. */
  readonly years: { readonly from: number; readonly to: number } | undefined;
  readonly geography: string;
  readonly sector: string;
  readonly population: string;
  readonly method: string;
  readonly source: string;
  readonly links: readonly string[];
  readonly checked: Checked;
  readonly quality: Quality;
  readonly critique: string;
  readonly notes: string;
  /** Row in figures.csv. */
  readonly row: number;
};
