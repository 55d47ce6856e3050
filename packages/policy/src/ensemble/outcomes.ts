/** What an ensemble keeps of each run. */
export type OutcomeMeaning = {
  readonly name: string;
  readonly unit: string;
  /** Which side of a change counts as better when interventions are ranked by it. */
  readonly better: "lower" | "higher";
  readonly sentence: string;
};

export const outcomes = {
  personYears: {
    name: "person-years in exploitation",
    unit: "person-years",
    better: "lower",
    sentence: "Time people spend in exploitation, all sectors of the run together.",
  },
  newlyExploited: {
    name: "newly exploited",
    unit: "persons",
    better: "lower",
    sentence: "People who enter exploitation, those trafficked again included.",
  },
  profit: {
    name: "profit",
    unit: "US$ of 2021",
    better: "lower",
    sentence: "What exploiters and traffickers keep after the expected sanction.",
  },
  recordedCases: {
    name: "recorded cases",
    unit: "persons",
    better: "higher",
    sentence: "Detected people who appear in records; better detection raises it while exploitation falls.",
  },
  freeWorkersIncome: {
    name: "free workers' income",
    unit: "index, 1 without intervention",
    better: "higher",
    sentence: "Income of those who do the same work freely, mean over the sectors the measure acts on.",
  },
  freeWorkersExposure: {
    name: "free workers' exposure to policing",
    unit: "encounters a year and worker, added",
    better: "lower",
    sentence: "Policing that people who are not exploited meet, mean over the sectors the measure acts on.",
  },
  survivorsRecovery: {
    name: "survivors' recovery",
    unit: "recovered for each person who left",
    better: "higher",
    sentence: "People who recover over those who leave exploitation in the same years.",
  },
  victimsPunished: {
    name: "victims arrested or punished",
    unit: "persons",
    better: "lower",
    sentence: "Exploited people who are arrested or punished themselves.",
  },
  convictions: {
    name: "convictions",
    unit: "convictions",
    better: "higher",
    sentence: "Convictions of exploiters.",
  },
  sexWorkersIncome: {
    name: "income of consenting sex workers",
    unit: "index, 1 without intervention",
    better: "higher",
    sentence: "Income of adults who sell sex by choice.",
  },
  sexWorkersSafety: {
    name: "safety of consenting sex workers",
    unit: "share, judged proxy",
    better: "higher",
    sentence: "Power to refuse and leave (the lever 'rights' in the sex sector) less added policing.",
  },
  migrantsFreedomSafety: {
    name: "migrants' freedom and safety",
    unit: "share, judged proxy",
    better: "higher",
    sentence: "Safe channels and power to leave in labour sectors, less added policing and precarity.",
  },
  publicCost: {
    name: "public cost",
    unit: "US$ of 2021",
    better: "lower",
    sentence: "Public money for the units of the policy over the horizon.",
  },
} as const satisfies Record<string, OutcomeMeaning>;

export type OutcomeKey = keyof typeof outcomes;
export const outcomeKeys = Object.keys(outcomes) as OutcomeKey[];

/** The six that `compare` shows. */
export const comparedOutcomes = [
  "personYears",
  "newlyExploited",
  "profit",
  "recordedCases",
  "freeWorkersIncome",
  "freeWorkersExposure",
] as const satisfies readonly OutcomeKey[];
