/** A range for the total. `high` is null where the data give no upper limit. */
export type Interval = {
  readonly low: number;
  readonly high: number | null;
  readonly level: number;
  readonly kind: "bca" | "percentile" | "wald" | "profile" | "posterior" | "normal";
};

/** `ok`; `warning`: an estimate with a reason to doubt it; the others have no estimate, and `reasons` says why. */
export type MethodStatus = "ok" | "warning" | "no estimate" | "not identifiable" | "not applicable";

/** One method's answer on one table. */
export type MethodResult = {
  readonly title: string;
  /** People in all, seen and unseen; null where none exists. */
  readonly estimate: number | null;
  readonly interval: Interval | null;
  /** Bracket notation where one log-linear model stands behind the estimate. */
  readonly model: string | null;
  readonly aic: number | null;
  readonly bic: number | null;
  readonly status: MethodStatus;
  readonly reasons: readonly string[];
  /** What must be true, and cannot be tested from the table, for the estimate to be right. */
  readonly assumption: string;
  readonly diagnostics: Readonly<Record<string, unknown>>;
};

export type Verdict = "ready" | "caution" | "refuse";

export type Readiness = {
  readonly verdict: Verdict;
  /** Sentences of twenty words or so, the gravest first. */
  readonly reasons: readonly string[];
  readonly findings: readonly {
    readonly code: string;
    readonly gravity: "stop" | "caution" | "note";
    readonly text: string;
  }[];
  /** People on both lists of each pair. */
  readonly overlaps: readonly { readonly lists: readonly [string, string]; readonly people: number }[];
};

/** A method that gives no number, with the reason. */
export function withoutEstimate(
  title: string,
  status: MethodStatus,
  reasons: readonly string[],
  assumption: string,
): MethodResult {
  return {
    title,
    estimate: null,
    interval: null,
    model: null,
    aic: null,
    bic: null,
    status,
    reasons,
    assumption,
    diagnostics: {},
  };
}
