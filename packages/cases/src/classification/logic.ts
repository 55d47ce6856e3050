/** Three values: false only where somebody recorded a no. */
export type Truth = "true" | "false" | "unknown";

/** Kleene's and: one false decides, else one unknown leaves it open. */
export const and = (...values: readonly Truth[]): Truth =>
  values.includes("false") ? "false" : values.includes("unknown") ? "unknown" : "true";

/** Kleene's or: one true decides, else one unknown leaves it open. */
export const or = (...values: readonly Truth[]): Truth =>
  values.includes("true") ? "true" : values.includes("unknown") ? "unknown" : "false";
