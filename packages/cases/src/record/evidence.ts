import type { Statement } from "./types.ts";

const circumstances = new Set([
  "sector",
  "venue",
  "advertisement",
  "payment",
  "nationality",
  "migration_status",
  "raid",
]);

/** The circumstances that describe a case and can never make an element true (the non-conflation rule). */
export const neverEvidence = (basis: string | undefined): boolean => basis !== undefined && circumstances.has(basis);

/** A source is somebody who says so and the basis on which; both are needed before a statement counts. */
export const hasSource = (statement: Statement): boolean =>
  statement.by !== undefined && statement.by.trim() !== "" && statement.basis !== undefined;
