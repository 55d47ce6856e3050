/** Per segment (one value for each market of a run) or per run (one value). */
export type Extent = "segment" | "run";

type Described = {
  /** How formulas and requests write it, for example `X0`. */
  readonly symbol: string;
  /** How code and documents name it, for example `exploitedAtStart`. */
  readonly name: string;
  readonly per: Extent;
  readonly unit: string;
  /** One sentence for a reader of the documentation. */
  readonly sentence: string;
  /** Number of the equation in the design, or of the extension. */
  readonly equation: string;
  /** How an equation prints it, in TeX; the symbol itself if absent. */
  readonly tex?: string;
};

/** The admissible values of an input. `above` and `below` exclude the end, `least` and `most` include it. */
export type Range = {
  readonly least?: number;
  readonly above?: number;
  readonly most?: number;
  readonly below?: number;
};

/** A number that comes from outside. `neutral` is its value where nobody gives one (the value with no effect). */
export type Input = Described & {
  readonly kind: "parameter" | "lever";
  readonly range: Range;
  readonly neutral?: number;
};

/** Computed from others at the same moment. A flow is an auxiliary whose unit is per year. */
export type Auxiliary = Described & { readonly kind: "auxiliary" | "flow" | "outcome"; readonly formula: string };

/**
 * Integrated over time. `response`, where given, is an estimate of the derivative of `rate` by the stock itself; the
 * production scheme uses it to stay stable (any estimate keeps the order, a good one the stability). `correction` says
 * what this stock gets when that scheme moves another one, X say, by `adjustX` more per year than its rate.
 */
export type Stock = Described & {
  readonly kind: "stock";
  readonly initial: string;
  readonly rate: string;
  readonly response?: string;
  /** The same for a stock without kinks of its own: cheaper, without a bound and without a part in the error estimate. */
  readonly relaxation?: string;
  /** For the careful scheme: the quantity through which the stock answers its own level, solved for along with it. */
  readonly solve?: Solve;
  /** What the other segments do to the rate: the derivative by segment k's stock is `spread` here times `gather` there. */
  readonly spread?: string;
  readonly gather?: string;
  /**
   * The square of how fast this stock and another answer each other where the scheme takes that exchange explicitly, per
   * year squared, as it is at the start. Where a step is longer than its root allows, the production scheme cuts it.
   */
  readonly loop?: string;
  readonly correction?: string;
};

/**
 * How a stock answers itself through an auxiliary that never falls below a floor (desired exploitation through the surplus).
 * Near the floor the stock hardly moves while the auxiliary moves by orders of magnitude; so the careful scheme carries both.
 */
export type Solve = {
  /** Symbol of the auxiliary. */
  readonly through: string;
  /** The auxiliary without its floor, the floor, and how the first changes with the stock. */
  readonly exact: string;
  readonly least: string;
  readonly exactSlope: string;
  /** The power of the auxiliary in which the rate is nearly linear: above 0, at most 1. */
  readonly bend: string;
  /** Change of the rate with the stock while the auxiliary stays, and with the auxiliary while the stock stays. */
  readonly slope: string;
  readonly answer: string;
  /** What comes to both where a floor in the rate itself does not hold; and how much that floor adds to the rate. */
  readonly openSlope: string;
  readonly openAnswer: string;
  readonly floored: string;
  /** What the auxiliaries of other segments do to the rate: `spread` here times `gather` there. */
  readonly spread: string;
  readonly gather: string;
};

export const solveFields = [
  "through",
  "exact",
  "least",
  "exactSlope",
  "bend",
  "slope",
  "answer",
  "openSlope",
  "openAnswer",
  "floored",
  "spread",
  "gather",
] as const satisfies readonly (keyof Solve)[];

/** Summed over the run: the integral of `rate`, or with `of` the integral of a stock. */
export type Total = Described & { readonly kind: "total"; readonly correction?: string } & (
    | { readonly rate: string }
    | { readonly of: string }
  );

export type Quantity = Input | Auxiliary | Stock | Total;

/** A model is data: a list of named expressions. */
export type Model = {
  readonly name: string;
  readonly quantities: readonly Quantity[];
};

/** Symbols a scheme gives to formulas: the step, how far a stock may be read ahead, and the corrections above. */
export function givenBy(model: Model): ReadonlyMap<string, Extent> {
  const responsive = model.quantities.filter(
    (quantity) => quantity.kind === "stock" && (quantity.response ?? quantity.relaxation) !== undefined,
  );
  return new Map<string, Extent>([
    ["dt", "run"],
    ["ahead", "run"],
    ...responsive.map(({ symbol, per }) => [`adjust${symbol}`, per] as const),
  ]);
}

/** All formulas of a quantity. */
export function formulasOf(quantity: Quantity): string[] {
  switch (quantity.kind) {
    case "parameter":
    case "lever":
      return [];
    case "stock":
      return [
        quantity.initial,
        quantity.rate,
        quantity.response,
        quantity.relaxation,
        quantity.spread,
        quantity.gather,
        quantity.loop,
        quantity.correction,
        ...Object.values(quantity.solve ?? {}),
      ].filter((f) => f !== undefined);
    case "total":
      return ["rate" in quantity ? quantity.rate : quantity.of, quantity.correction].filter((f) => f !== undefined);
    default:
      return [quantity.formula];
  }
}

/** What an edit may change about a quantity it does not replace. */
export type Change = Partial<{
  [Key in "formula" | "rate" | "initial" | "response" | "correction" | "sentence"]: string;
}>;

/**
 * A rival structure as a small difference: quantities replaced or added by symbol, formulas changed by symbol. The result is a
 * model like any other; `check` says what is wrong with it.
 */
export function edit(
  model: Model,
  difference: {
    readonly name: string;
    readonly add?: readonly Quantity[];
    readonly change?: Readonly<Record<string, Change>>;
  },
): Model {
  const added = new Map((difference.add ?? []).map((quantity) => [quantity.symbol, quantity]));
  const kept = model.quantities.map((quantity) => {
    const replacement = added.get(quantity.symbol);
    added.delete(quantity.symbol);
    if (replacement) return replacement;
    const change = difference.change?.[quantity.symbol];
    return change ? { ...quantity, ...change } : quantity;
  });
  return { name: difference.name, quantities: [...kept, ...added.values()] };
}
