import type { Lowering } from "./lower.ts";
import type { Stock, Total } from "./model.ts";

type Place<Kind> = {
  readonly quantity: Kind;
  readonly segment: number;
  readonly place: string;
  /** The instruction that reads its state. */
  readonly reading: number;
};

type SchemeDefinition = {
  /** Loop passes beyond one for each whole step. */
  readonly extraSteps: number;
  readonly complete: (lowering: Lowering, stocks: readonly Place<Stock>[], totals: readonly Place<Total>[]) => void;
};

/** The name of the state that holds the estimated relative error of a run. */
export const doubtName = "estimated error";

function stockPlace(stocks: readonly Place<Stock>[], symbol: string, segment: number): string {
  const found = stocks.find((one) => one.quantity.symbol === symbol && one.segment === segment);
  if (!found) throw new Error(`${symbol} is not a stock of this extent`);
  return found.place;
}

/** Weight of the implicit part in the production scheme; see `production` below. */
const implicitWeight = 0.75;
/** How far, as a share of the stock, the second-order change may differ from the first-order one. */
const trust = 0.1;
/** The first step is taken in pieces of 1/16, 1/16, 1/8, 1/4 and 1/2 of itself: policies begin with a jump. */
const firstPiece = 1 / 16;

/** Explicit Euler, all rates from the old state; totals of stocks add the new stock. */
const reference: SchemeDefinition = {
  extraSteps: 0,
  complete({ builder, give, setNext, formula }, stocks, totals) {
    const dt = builder.input("dt");
    give("dt", 0, dt);
    give("ahead", 0, dt);
    const after = new Map<string, number>();
    for (const { quantity, segment, place, reading } of stocks) {
      const next = builder.op("add", reading, builder.op("multiply", dt, formula(quantity.rate, segment)));
      after.set(place, next);
      setNext(reading, next);
    }
    for (const { quantity, segment, reading } of totals) {
      const rate =
        "rate" in quantity
          ? formula(quantity.rate, segment)
          : (after.get(stockPlace(stocks, quantity.of, segment)) as number);
      setNext(reading, builder.op("add", reading, builder.op("multiply", dt, rate)));
    }
  },
};

/**
 * Second order, one evaluation of the model a step, stable where a stock answers its own level quickly. Flows go by
 * Adams-Bashforth. A stock with `response` J also gets the implicit term w J (x' - x - extrapolated change), which is of third
 * order in the step and so costs no accuracy (w = 9/16 is the modified Crank-Nicolson of Ascher, Ruuth and Wetton, SIAM J.
 * Numer. Anal. 32, 1995; we take 3/4, so that an estimate of J a third too small still damps). Where the solution has a
 * kink, extrapolation misleads; so the change never leaves that of the linearly implicit Euler step, which cannot make the stock
 * negative, by more than a tenth of the stock. Totals of stocks go by the trapezoidal rule.
 */
const production: SchemeDefinition = {
  extraSteps: 4,
  complete({ builder, declare, give, setNext, initialOf, formula }, stocks, totals) {
    const { op, constant } = { op: builder.op.bind(builder), constant: (value: number) => builder.constant(value) };
    const whole = builder.input("dt");
    const elapsed = declare("elapsed", constant(0));
    const inverseOfLast = declare("1/last step", constant(0));
    const dt = op("ifZero", elapsed, op("multiply", whole, constant(firstPiece)), op("min", elapsed, whole));
    const ratio = op("multiply", dt, inverseOfLast);
    const weight = op("multiply", ratio, constant(0.5));
    setNext(elapsed, op("add", elapsed, dt));
    setNext(inverseOfLast, op("divide", constant(1), dt));
    give("dt", 0, dt);
    give("ahead", 0, constant(0));

    /** rate + weight (rate - rate before): the mean rate over the step, to second order. */
    const extrapolated = (name: string, rate: number): number => {
      if (builder.varies[rate] !== true) return rate;
      const before = declare(`rate of ${name}`, constant(0));
      setNext(before, rate);
      return op("add", rate, op("multiply", weight, op("subtract", rate, before)));
    };

    const after = new Map<string, number>();
    const finishStock = ({ place, reading }: Place<Stock>, change: number): void => {
      const next = op("add", reading, change);
      after.set(place, next);
      setNext(reading, next);
    };
    const absolute = (place: number) => op("max", place, op("subtract", constant(0), place));
    const doubts: { readonly reading: number; readonly jump: number }[] = [];
    for (const stock of stocks) {
      const { quantity, segment, place, reading } = stock;
      if (quantity.response === undefined) continue;
      const last = declare(`${place} before`, initialOf(reading));
      setNext(last, reading);
      const rate = formula(quantity.rate, segment);
      const j = op("min", formula(quantity.response, segment), constant(0));
      const euler = op("divide", op("multiply", dt, rate), op("subtract", constant(1), op("multiply", dt, j)));
      const explicit = op("multiply", dt, extrapolated(place, rate));
      const expected = op("multiply", ratio, op("subtract", reading, last));
      const damping = op("multiply", dt, op("multiply", constant(implicitWeight), j));
      const second = op(
        "divide",
        op("subtract", explicit, op("multiply", damping, expected)),
        op("subtract", constant(1), damping),
      );
      const bound = op("multiply", constant(trust), reading);
      const gap = op("subtract", second, euler);
      const gapBefore = declare(`gap of ${place}`, constant(0));
      setNext(gapBefore, gap);
      doubts.push({ reading, jump: absolute(op("subtract", gap, gapBefore)) });
      const beyond = op("max", op("min", gap, bound), op("subtract", constant(0), bound));
      const change = op("add", euler, beyond);
      give(`adjust${quantity.symbol}`, segment, op("divide", op("subtract", change, explicit), dt));
      finishStock(stock, change);
    }
    doubt({ builder, declare, setNext }, dt, doubts);
    const corrected = (correction: string | undefined, segment: number, change: number): number =>
      correction === undefined ? change : op("add", change, op("multiply", dt, formula(correction, segment)));
    for (const stock of stocks) {
      const { quantity, segment, place } = stock;
      if (quantity.response !== undefined) continue;
      const change = op("multiply", dt, extrapolated(place, formula(quantity.rate, segment)));
      finishStock(stock, corrected(quantity.correction, segment, change));
    }
    for (const { quantity, segment, place, reading } of totals) {
      let change: number;
      if ("rate" in quantity) {
        change = op("multiply", dt, extrapolated(place, formula(quantity.rate, segment)));
      } else {
        const stock = stockPlace(stocks, quantity.of, segment);
        const before = (stocks.find((one) => one.place === stock) as Place<Stock>).reading;
        change = op("multiply", op("multiply", dt, constant(0.5)), op("add", before, after.get(stock)));
      }
      setNext(reading, op("add", reading, corrected(quantity.correction, segment, change)));
    }
  },
};

/**
 * The estimated relative error of the integral of the responsive stocks: what second order adds to first order changes
 * smoothly where the solution is smooth, and jumps where a step meets a kink or chatters about one; half a step of each
 * jump is lost.
 */
function doubt(
  { builder, declare, setNext }: Pick<Lowering, "builder" | "declare" | "setNext">,
  dt: number,
  parts: readonly { readonly reading: number; readonly jump: number }[],
): void {
  if (parts.length === 0) return;
  const total = (places: readonly number[]) => places.reduce((sum, place) => builder.op("add", sum, place));
  const accumulate = (name: string, places: readonly number[]) => {
    const reading = declare(name, builder.constant(0));
    const next = builder.op("add", reading, builder.op("multiply", dt, total(places)));
    setNext(reading, next);
    return next;
  };
  const lost = accumulate(
    "jumps",
    parts.map(({ jump }) => jump),
  );
  const held = accumulate(
    "responsive stocks",
    parts.map(({ reading }) => reading),
  );
  const estimate = declare(doubtName, builder.constant(0));
  setNext(estimate, builder.op("divide", builder.op("multiply", builder.constant(0.5), lost), held));
}

export const schemes = { reference, default: production } as const;
export type Scheme = keyof typeof schemes;
