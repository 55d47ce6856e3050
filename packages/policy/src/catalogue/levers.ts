import { nearest, Problem } from "@counterweight/kernel";

/** One model input a policy changes: what it means, its unit, where it does nothing. */
export type LeverMeaning = {
  readonly name: string;
  readonly unit: string;
  /** The value that leaves the model as it is: 0, or 1 for factors. */
  readonly neutral: 0 | 1;
  readonly sentence: string;
  /** Acts on everybody whatever segments the row names. */
  readonly everywhere?: true;
};

/** Every lever an intervention may name, by its symbol in docs/model. */
export const levers = {
  det: {
    name: "detection by police",
    unit: "share added",
    neutral: 0,
    sentence: "Police find more people; found by police, some fear to leave.",
  },
  tdet: {
    name: "detection by trusted people",
    unit: "share added",
    neutral: 0,
    sentence: "Hotlines, health workers, unions and peers find more people, without fear.",
  },
  trust: {
    name: "trust",
    unit: "share of fear removed",
    neutral: 0,
    sentence: "Being found frightens less; acts where detection by police rises.",
  },
  conv: {
    name: "conviction",
    unit: "share added",
    neutral: 0,
    sentence: "More of the detected cases end in a conviction.",
  },
  sev: { name: "time served", unit: "factor", neutral: 1, sentence: "Convicted exploiters serve longer." },
  fine: { name: "fine collected", unit: "factor", neutral: 1, sentence: "Convicted exploiters pay more." },
  forf: {
    name: "forfeiture",
    unit: "probability added",
    neutral: 0,
    sentence: "More detected exploiters lose what they earned.",
  },
  civil: {
    name: "claims by survivors",
    unit: "probability added",
    neutral: 0,
    sentence: "More detected exploiters pay damages or back pay.",
  },
  integrity: {
    name: "integrity",
    unit: "share of corruption removed",
    neutral: 0,
    sentence: "Fewer cases are bought off.",
  },
  mover: {
    name: "sanction on traffickers",
    unit: "US$ per person moved",
    neutral: 0,
    sentence: "Those who recruit and move people risk more.",
  },
  acquire: {
    name: "cost of acquiring people",
    unit: "US$ per person",
    neutral: 0,
    sentence: "Getting and moving one person costs exploiters more.",
  },
  dc: {
    name: "cost of compliance",
    unit: "US$ per person-year",
    neutral: 0,
    sentence: "Holding a person in exploitation costs more.",
  },
  blanket: {
    name: "penalty on all buying",
    unit: "share of price",
    neutral: 0,
    sentence: "Buying costs more, whoever sells.",
  },
  select: {
    name: "penalty on buying exploited supply",
    unit: "share of price",
    neutral: 0,
    sentence: "Buying what exploited people provide costs more.",
  },
  demand: { name: "demand", unit: "factor", neutral: 1, sentence: "Buyers want more or less at the same price." },
  root: {
    name: "less precarity",
    unit: "share removed",
    neutral: 0,
    sentence: "Fewer people live in need that recruiters can use.",
    everywhere: true,
  },
  safe: {
    name: "safe channels",
    unit: "share of recruitment avoided",
    neutral: 0,
    sentence: "People can move and work without a recruiter.",
    everywhere: true,
  },
  rights: {
    name: "rights and own exit",
    unit: "share added",
    neutral: 0,
    sentence: "People can leave an exploiter by themselves more easily.",
  },
  shelter: {
    name: "shelter and assistance",
    unit: "share added",
    neutral: 0,
    sentence: "More survivors are assisted.",
    everywhere: true,
  },
  aftercare: {
    name: "aftercare",
    unit: "share of re-trafficking avoided",
    neutral: 0,
    sentence: "Fewer survivors are trafficked again.",
  },
  recovery: { name: "recovery", unit: "share added", neutral: 0, sentence: "Survivors recover sooner." },
  nonPunishment: {
    name: "non-punishment",
    unit: "share of arrests of victims avoided",
    neutral: 0,
    sentence: "Fewer victims are arrested for what they were made to do.",
  },
} as const satisfies Record<string, LeverMeaning>;

export type LeverName = keyof typeof levers;
export const leverNames = Object.keys(levers) as LeverName[];

/** What one unit of an intervention does to one lever: low, central and high, in number order. */
export type LeverSize = {
  readonly lever: LeverName;
  readonly low: number;
  readonly central: number;
  readonly high: number;
};

/**
 * Reads `lever=low|central|high` joined by `;`, or `none` (the model has no place for the measure).
 * @throws Problem `interventions.levers` in one sentence that names what was read and what was expected.
 */
export function parseLevers(text: string, where: string): LeverSize[] {
  if (text.trim() === "none") return [];
  const sizes = text.split(";").map((part) => parseSize(part.trim(), where));
  const twice = sizes.find(({ lever }, index) => sizes.findIndex((other) => other.lever === lever) !== index);
  if (twice) throw fault(where, `the lever "${twice.lever}" stands twice`);
  return sizes;
}

function parseSize(part: string, where: string): LeverSize {
  const [lever = "", values, ...rest] = part.split("=");
  if (!(lever in levers)) {
    const close = nearest(lever, leverNames);
    throw fault(where, `there is no lever "${lever}"`, (close.length > 0 ? close : leverNames).join(", "));
  }
  const numbers = (values ?? "").split("|").map((value) => (value.trim() === "" ? Number.NaN : Number(value)));
  const [low = Number.NaN, central = Number.NaN, high = Number.NaN] = numbers;
  if (rest.length > 0 || numbers.length !== 3 || !numbers.every(Number.isFinite))
    throw fault(where, `"${part}" is not a size`, "lever=low|central|high with three numbers");
  if (!(low <= central && central <= high)) throw fault(where, `the sizes of "${lever}" are not in number order`);
  return { lever: lever as LeverName, low, central, high };
}

function fault(where: string, what: string, expected?: string): Problem {
  return new Problem({ code: "interventions.levers", where, what, ...(expected ? { expected } : {}) });
}

/** The same text back, so that an edited catalogue can be written again. */
export function printLevers(sizes: readonly LeverSize[]): string {
  if (sizes.length === 0) return "none";
  return sizes.map(({ lever, low, central, high }) => `${lever}=${low}|${central}|${high}`).join(";");
}
