import type { Standards } from "../standards/standards.ts";

/** One way of meeting a definition: any of the acts, any of the means, any of the purposes. */
export type Branch = {
  readonly id: string;
  readonly acts: readonly string[];
  readonly means: readonly string[];
  readonly purposes: readonly string[];
  readonly open_purposes?: readonly string[];
  readonly child_needs_means: boolean;
};

/** A definition of trafficking: met when one of its branches is. */
export type Definition = {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly checked: string;
  readonly branches: readonly Branch[];
  readonly notes: readonly string[];
};

export const definitionsOf = (standards: Standards): readonly Definition[] =>
  (standards.document("overlays") as { rules: readonly Definition[] }).rules;
