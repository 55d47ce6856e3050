/** What a study follows from year to year; all sectors of the run together unless said. */
export type StudyOutcome = {
  readonly unit: string;
  /** A stock on a day, a flow in a year, or an index that is 1 without any policy. */
  readonly kind: "stock" | "flow" | "index" | "share";
  /** A rise is harm to somebody, or a fall is; null where neither by itself. */
  readonly harmWhen: "rises" | "falls" | null;
};

export const studyOutcomes = {
  people: { unit: "persons on a day", kind: "stock", harmWhen: "rises" },
  entered: { unit: "persons a year", kind: "flow", harmWhen: "rises" },
  profit: { unit: "US$ of 2021 a year", kind: "flow", harmWhen: null },
  price: { unit: "index, 1 at the start", kind: "index", harmWhen: null },
  recorded: { unit: "persons a year", kind: "flow", harmWhen: null },
  convictions: { unit: "convictions a year", kind: "flow", harmWhen: null },
  assisted: { unit: "persons on a day", kind: "stock", harmWhen: null },
  atRisk: { unit: "persons on a day", kind: "stock", harmWhen: "rises" },
  sexWorkIncome: { unit: "index, 1 at the start", kind: "index", harmWhen: "falls" },
  freeIncome: { unit: "index, 1 at the start", kind: "index", harmWhen: "falls" },
  sexWorkPolicing: { unit: "share added", kind: "share", harmWhen: "rises" },
  freePolicing: { unit: "share added", kind: "share", harmWhen: "rises" },
  victimsArrested: { unit: "persons a year", kind: "flow", harmWhen: "rises" },
} as const satisfies Record<string, StudyOutcome>;

export type StudyOutcomeKey = keyof typeof studyOutcomes;
export const studyOutcomeKeys = Object.keys(studyOutcomes) as StudyOutcomeKey[];
