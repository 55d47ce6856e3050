import type { Lowering } from "./lower.ts";
import type { Stock } from "./model.ts";
import type { Operation } from "./program.ts";
import {
  doubtName,
  firstPiece,
  heldName,
  narrowName,
  type Place,
  type SchemeDefinition,
  stockPlace,
} from "./scheme.ts";
import { solved } from "./solved.ts";

/** How much heavier a missing person weighs in the estimated error than one gained or lost at a kink: it never may happen. */
const overdrawnWeight = 100;

/** Largest exchange (the square of a rate) times the longest step squared that stays damped, over sixty years of prior draws. */
const exchangeLimit = 1.5;
/** Weight of the implicit part in the production scheme; see `production` below. */
const implicitWeight = { whole: 0.75, wide: 1 } as const;
/** How far, as a share of the stock, the second-order change may differ from the first-order one. */
const trust = 0.1;

/** Explicit Euler, all rates from the old state; totals of stocks add the new stock. */
const reference: SchemeDefinition = {
  extraSteps: 0,
  passes: 1,
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
 * Numer. Anal. 32, 1995; we take 3/4, so that an estimate of J a third too small still damps, and 1 in longer steps). Where the solution has a
 * kink, extrapolation misleads; so the change never leaves that of the linearly implicit Euler step, which cannot make the stock
 * negative, by more than a tenth of the stock. Totals of stocks go by the trapezoidal rule.
 */
type Responsive = {
  readonly stock: Place<Stock>;
  readonly diagonal: number;
  readonly spread: number | undefined;
  readonly gather: number | undefined;
  /** Change by the rate now, by the extrapolated rate, and by going on as before. */
  readonly linear: number;
  readonly explicit: number;
  readonly expected: number;
};

const production: SchemeDefinition = {
  extraSteps: 4,
  passes: 1,
  complete({ builder, declare, give, setNext, initialOf, formula, formulaAtStart }, stocks, totals) {
    const op = (...[operation, a, b, c]: [Operation, ...(number | undefined)[]]) =>
      builder.op(operation, a as number, b, c);
    const constant = (value: number) => builder.constant(value);
    const whole = builder.input("dt");
    const elapsed = declare("elapsed", constant(0));
    const inverseOfLast = declare("1/last step", constant(0));
    // Years of whole steps; after them a step is twice as long, if that is not 0.
    const until = builder.input(narrowName);
    const since = op("subtract", elapsed, op("subtract", until, op("multiply", whole, constant(0.5))));
    const late = op("ifZero", until, constant(0), op("max", since, constant(0)));
    const widest = op("ifZero", until, whole, op("add", whole, whole));
    const wide = op("ifZero", late, whole, widest);
    const dt = op("ifZero", elapsed, op("multiply", whole, constant(firstPiece)), op("min", elapsed, wide));
    const ratio = op("multiply", dt, inverseOfLast);
    const weight = op("multiply", ratio, constant(0.5));
    setNext(elapsed, op("add", elapsed, dt));
    const inverse = op("divide", constant(1), dt);
    setNext(inverseOfLast, inverse);
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
    const corrected = (correction: string | undefined, segment: number, change: number): number =>
      correction === undefined ? change : op("add", change, op("multiply", dt, formula(correction, segment)));
    const pending: { readonly stock: Place<Stock>; readonly change: number }[] = [];
    const doubts: { readonly reading: number; readonly jump: number }[] = [];
    const total = (places: readonly number[]) => places.reduce((sum, place) => op("add", sum, place));
    /** Solves (1 - h J) y = right for J = diagonal + spread gather' (Sherman and Morrison 1950). */
    const solve = (h: number, parts: readonly Responsive[], right: readonly number[]): number[] => {
      const divisors = parts.map(({ diagonal }) => op("subtract", constant(1), op("multiply", h, diagonal)));
      const own = right.map((value, index) => op("divide", value, divisors[index]));
      if (parts[0]?.gather === undefined) return own;
      const reach = parts.map(({ spread }, index) => op("divide", op("multiply", h, spread), divisors[index]));
      const gathered = (values: readonly number[]) =>
        total(parts.map(({ gather }, k) => op("multiply", gather, values[k])));
      const common = op("divide", gathered(own), op("subtract", constant(1), gathered(reach)));
      return own.map((value, index) => op("add", value, op("multiply", reach[index] as number, common)));
    };
    /** The second-order change, near enough to that of the linearly implicit Euler step; notes how the two part. */
    const withinBound = ({ place, reading }: Place<Stock>, diagonal: number, euler: number, second: number): number => {
      const bound = op(
        "ifZero",
        diagonal,
        constant(Number.POSITIVE_INFINITY),
        op("multiply", constant(trust), reading),
      );
      const gap = op("subtract", second, euler);
      const gapBefore = declare(`gap of ${place}`, constant(0));
      setNext(gapBefore, gap);
      doubts.push({ reading, jump: absolute(op("subtract", gap, gapBefore)) });
      return op("add", euler, op("max", op("min", gap, bound), op("subtract", constant(0), bound)));
    };
    for (const symbol of new Set(stocks.map((stock) => stock.quantity.symbol))) {
      const group = stocks.filter((stock) => stock.quantity.symbol === symbol);
      const { response, relaxation, spread, gather } = (group[0] as Place<Stock>).quantity;
      const slope = response ?? relaxation;
      if (slope === undefined) continue;
      const parts = group.map((stock): Responsive => {
        const { quantity, segment, place, reading } = stock;
        const last = declare(`${place} before`, initialOf(reading));
        setNext(last, reading);
        const rate = formula(quantity.rate, segment);
        return {
          stock,
          diagonal: op("min", formula(slope, segment), constant(0)),
          spread: spread === undefined ? undefined : formula(spread, segment),
          gather: gather === undefined ? undefined : formula(gather, segment),
          linear: op("multiply", dt, rate),
          explicit: op("multiply", dt, extrapolated(place, rate)),
          expected: op("multiply", ratio, op("subtract", reading, last)),
        };
      });
      const implicit = op(
        "multiply",
        dt,
        op("ifZero", late, constant(implicitWeight.whole), constant(implicitWeight.wide)),
      );
      // Only a stock with kinks of its own needs the bound and the error estimate, which cost as much as all the rest.
      const bounded = response !== undefined;
      const euler = !bounded
        ? []
        : solve(
            dt,
            parts,
            parts.map(({ linear }) => linear),
          );
      const common =
        gather === undefined ? undefined : total(parts.map((part) => op("multiply", part.gather, part.expected)));
      const second = solve(
        implicit,
        parts,
        parts.map(({ explicit, diagonal, expected, spread: b }) => {
          const own = op("multiply", diagonal, expected);
          const all = common === undefined ? own : op("add", own, op("multiply", b, common));
          return op("subtract", explicit, op("multiply", implicit, all));
        }),
      );
      parts.forEach(({ stock, diagonal, explicit }, index) => {
        const { segment } = stock;
        const change = bounded
          ? withinBound(stock, diagonal, euler[index] as number, second[index] as number)
          : (second[index] as number);
        const adjust = op("ifZero", diagonal, constant(0), op("multiply", op("subtract", change, explicit), inverse));
        give(`adjust${symbol}`, segment, adjust);
        pending.push({ stock, change });
      });
    }
    for (const { stock, change } of pending)
      finishStock(stock, corrected(stock.quantity.correction, stock.segment, change));
    // What the longest step of the run does to exchanges as they are at the start.
    const longest = op("multiply", op("multiply", widest, widest), constant(1 / exchangeLimit));
    const strains = stocks.flatMap(({ quantity: { loop }, segment }) =>
      loop === undefined ? [] : [op("subtract", op("multiply", longest, formulaAtStart(loop, segment)), constant(1))],
    );
    for (const stock of stocks) {
      const { quantity, segment, place } = stock;
      if (quantity.response !== undefined || quantity.relaxation !== undefined) continue;
      const change = op("multiply", dt, extrapolated(place, formula(quantity.rate, segment)));
      finishStock(stock, corrected(quantity.correction, segment, change));
    }
    // A stock below nothing means that a flow outran its step, whatever the responsive stocks say.
    const below = stocks
      .filter(({ place }) => builder.varies[after.get(place) as number] === true)
      .map(({ place }) => op("max", constant(0), op("subtract", constant(0), after.get(place))));
    const overdrawn = below.length === 0 ? [] : [op("multiply", constant(overdrawnWeight), total(below))];
    doubt({ builder, declare, setNext }, dt, doubts, strains, overdrawn);
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
 * jump is lost. Where an exchange is too fast for the step (see `loop`), the estimate says so by a number near 1 or above.
 */
function doubt(
  { builder, declare, setNext }: Pick<Lowering, "builder" | "declare" | "setNext">,
  dt: number,
  parts: readonly { readonly reading: number; readonly jump: number }[],
  strains: readonly number[],
  overdrawn: readonly number[],
): void {
  if (parts.length === 0) return;
  const total = (places: readonly number[]) => places.reduce((sum, place) => builder.op("add", sum, place));
  const accumulate = (name: string, places: readonly number[]) => {
    const reading = declare(name, builder.constant(0));
    const next = builder.op("add", reading, builder.op("multiply", dt, total(places)));
    setNext(reading, next);
    return next;
  };
  const lost = accumulate("jumps", [...parts.map(({ jump }) => jump), ...overdrawn]);
  const held = accumulate(
    heldName,
    parts.map(({ reading }) => reading),
  );
  const estimate = declare(doubtName, builder.constant(0));
  // A run that has left the model can hold less than nothing; its sign must not hide the error.
  const size = builder.op("max", held, builder.op("subtract", builder.constant(0), held));
  const jumps = builder.op("divide", builder.op("multiply", builder.constant(0.5), lost), size);
  setNext(
    estimate,
    strains.reduce((most, strain) => builder.op("max", most, strain), jumps),
  );
}

export const schemes = { reference, default: production, careful: solved } as const;
export type Scheme = keyof typeof schemes;
