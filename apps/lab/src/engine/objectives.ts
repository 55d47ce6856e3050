/** What a budget is spent for: most avoided on average, most in the worst scenario, least regret in any. */
export const objectives = ["mean", "maxmin", "regret"] as const;
export type Objective = (typeof objectives)[number];
