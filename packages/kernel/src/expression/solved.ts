import type { Lowering } from "./lower.ts";
import type { Solve, Stock, Total } from "./model.ts";
import type { Operation } from "./program.ts";
import { firstPiece, heldName, type Place, type SchemeDefinition, stockPlace } from "./scheme.ts";

/** Passes for each step: with so many, what is left over after the last is far below the error of the step itself. */
const passes = 4;
/** A pass may at most halve or double a stock, and raise what it is solved through to four times and a half. */
const [shrink, grow, leap] = [0.5, 2, 4] as const;

type Solved = Place<Stock> & { readonly quantity: Stock & { readonly solve: Solve } };
const isSolved = (stock: Place<Stock>): stock is Solved => stock.quantity.solve !== undefined;

/** Short ways to write the operations of a builder. */
function arithmetic({ builder }: Pick<Lowering, "builder">) {
  const op = (operation: Operation, a: number, b?: number, c?: number) => builder.op(operation, a, b, c);
  return {
    op,
    number: (value: number) => builder.constant(value),
    add: (...places: number[]) => places.reduce((sum, place) => op("add", sum, place)),
    times: (...places: number[]) => places.reduce((product, place) => op("multiply", product, place)),
    minus: (a: number, b: number) => op("subtract", a, b),
    over: (a: number, b: number) => op("divide", a, b),
    negative: (a: number) => op("subtract", builder.constant(0), a),
    power: (base: number, exponent: number) => op("exp", op("multiply", exponent, op("log", base))),
    clamp: (value: number, least: number, most: number) => op("max", op("min", value, most), least),
  };
}

/**
 * For stiff draws: backward differentiation of second order (BDF2, variable steps), implicit in everything, solved by a few
 * passes of Newton's method; each pass is one evaluation of the model. A stock with `solve` (people in exploitation) is solved
 * together with the auxiliary it answers itself through (the relative surplus), in the power of it in which its rate is
 * nearly linear. So the solution is as exact where a market sits on the edge of paying, where the surplus is a thousandth or a
 * millionth of what it was and the stock answers it a hundred thousand times a year, as anywhere else. What Newton's method
 * leaves over moves between stocks as in the production scheme (`correction`), so people are conserved to rounding.
 *
 * Sources: Curtiss and Hirschfelder, PNAS 38 (1952); Hairer and Wanner, Solving Ordinary Differential Equations II, III.5.
 */
export const solved: SchemeDefinition = {
  extraSteps: 4 * passes,
  passes,
  complete(lowering, stocks, totals) {
    const { builder, declare, give, setNext, initialOf, formula } = lowering;
    const { op, number, add, times, minus, over } = arithmetic(lowering);
    const [zero, one] = [number(0), number(1)];
    const left = declare("passes left", number(passes - 1));
    const atEnd = (end: number, before: number) => op("ifZero", left, end, before);
    setNext(left, atEnd(number(passes - 1), minus(left, one)));
    const whole = builder.input("dt");
    const elapsed = declare("elapsed", zero);
    const inverseOfLast = declare("1/last step", zero);
    const dt = op("ifZero", elapsed, times(whole, number(firstPiece)), op("min", elapsed, whole));
    setNext(elapsed, atEnd(add(elapsed, dt), elapsed));
    setNext(inverseOfLast, atEnd(over(one, dt), inverseOfLast));
    // x' = x + carry (x - x before) + weight rate(x'); in the first step the implicit Euler rule.
    const ratio = times(dt, inverseOfLast);
    const divisor = add(one, ratio, ratio);
    const carry = over(times(ratio, ratio), divisor);
    const weight = times(dt, over(add(one, ratio), divisor));
    const inverse = over(one, weight);
    give("dt", 0, dt);
    give("ahead", 0, zero);

    /** What is known of the new value before the rate; and how a state takes a trial value, or at the end of a step its new one. */
    const open = (reading: number, place: string, initial: number) => {
      const known = declare(`${place} at the last step`, initial);
      const change = declare(`last change of ${place}`, zero);
      const finish = (next: number): void => {
        setNext(reading, next);
        setNext(known, atEnd(next, known));
        setNext(change, atEnd(minus(next, known), change));
      };
      return { base: add(known, times(carry, change)), finish };
    };
    const trials: { readonly stock: Place<Stock>; readonly next: number; readonly finish: (next: number) => void }[] =
      [];
    const settle = (stock: Place<Stock>, want: number, next: number, finish: (next: number) => void): void => {
      give(`adjust${stock.quantity.symbol}`, stock.segment, times(minus(next, want), inverse));
      trials.push({ stock, next, finish });
    };

    for (const symbol of new Set(stocks.filter(isSolved).map(({ quantity }) => quantity.symbol))) {
      const group = stocks.filter(isSolved).filter(({ quantity }) => quantity.symbol === symbol);
      // Given before any formula is read, so that all of them use the trial value.
      const through = group.map(({ quantity, segment, place }) => {
        const reading = declare(`${quantity.solve.through} of ${place}`, one);
        give(quantity.solve.through, segment, reading);
        return reading;
      });
      const right = group.map((stock) => {
        const { base, finish } = open(stock.reading, stock.place, initialOf(stock.reading));
        return { want: add(base, times(weight, formula(stock.quantity.rate, stock.segment))), finish };
      });
      const next = newton(
        lowering,
        weight,
        group.map((stock, index) => ({
          stock,
          through: through[index] as number,
          residual: minus((right[index] as { want: number }).want, stock.reading),
        })),
      );
      group.forEach((stock, index) => {
        const { want, finish } = right[index] as (typeof right)[number];
        settle(stock, want, next[index] as number, finish);
      });
    }
    for (const stock of stocks.filter((each) => !isSolved(each))) {
      const { quantity, segment, place, reading } = stock;
      const { base, finish } = open(reading, place, initialOf(reading));
      const want = add(base, times(weight, formula(quantity.rate, segment)));
      const slope = quantity.response ?? quantity.relaxation;
      if (slope === undefined) trials.push({ stock, next: want, finish });
      else {
        const diagonal = op("min", formula(slope, segment), zero);
        settle(stock, want, add(reading, over(minus(want, reading), minus(one, times(weight, diagonal)))), finish);
      }
    }
    const corrected = (correction: string | undefined, segment: number, value: number): number =>
      correction === undefined ? value : add(value, times(weight, formula(correction, segment)));
    const after = new Map<string, number>();
    for (const { stock, next, finish } of trials) {
      const value = corrected(stock.quantity.correction, stock.segment, next);
      after.set(stock.place, value);
      finish(value);
    }
    const sum = (name: string, reading: number, rate: number, correction?: string, segment = 0): void => {
      const { base, finish } = open(reading, name, zero);
      finish(corrected(correction, segment, add(base, times(weight, rate))));
    };
    for (const total of totals)
      sum(total.place, total.reading, rateOf(total), total.quantity.correction, total.segment);
    const responsive = stocks.filter(({ quantity }) => quantity.response !== undefined);
    if (responsive.length > 0)
      sum(heldName, declare(heldName, zero), add(...responsive.map(({ place }) => after.get(place) as number)));

    function rateOf({ quantity, segment }: Place<Total>): number {
      if ("rate" in quantity) return formula(quantity.rate, segment);
      return after.get(stockPlace(stocks, quantity.of, segment)) as number;
    }
  },
};

/**
 * One pass of Newton's method for the stocks of all segments and what they are solved through: gives the next trial values
 * of the stocks. Unknowns are the stocks x and powers k of the auxiliaries; with k's of all segments coupled by a matrix
 * of rank one (Sherman and Morrison 1950). Written without dividing by the slope of the auxiliary, which may be 0.
 */
function newton(
  lowering: Lowering,
  weight: number,
  unknowns: readonly { readonly stock: Solved; readonly through: number; readonly residual: number }[],
): number[] {
  const { op, number, add, times, minus, over, negative, power, clamp } = arithmetic(lowering);
  const [zero, one] = [number(0), number(1)];
  const parts = unknowns.map(({ stock, through, residual }) => {
    const { solve } = stock.quantity;
    const at = (text: string) => lowering.formula(text, stock.segment);
    const bend = at(solve.bend);
    const least = at(solve.least);
    const k = power(through, bend);
    const throughByK = over(through, times(bend, k));
    const exactSlope = op("min", at(solve.exactSlope), zero);
    const gap = minus(through, at(solve.exact));
    const [slope, openSlope] = [minus(times(weight, at(solve.slope)), one), times(weight, at(solve.openSlope))];
    const [answer, openAnswer] = [solve.answer, solve.openAnswer].map((text) =>
      times(weight, at(text), throughByK),
    ) as [number, number];
    // Where the rate has a floor, the root may lie on the floor or beyond its end: first tried as if on it.
    const missing = negative(times(weight, at(solve.floored)));
    const kOnFloor = over(
      minus(negative(times(residual, exactSlope)), times(slope, gap)),
      add(times(answer, exactSlope), times(slope, throughByK)),
    );
    const xOnFloor = over(add(residual, times(answer, kOnFloor)), negative(slope));
    const missingThen = add(missing, times(openAnswer, kOnFloor), times(openSlope, xOnFloor));
    const open = op("ifZero", missing, one, op("ifZero", op("max", missingThen, zero), zero, one));
    const a = add(slope, times(open, openSlope));
    const b = add(answer, times(open, openAnswer));
    const c = add(residual, times(open, missing));
    return {
      stock,
      through,
      bend,
      least,
      k,
      a,
      b,
      c,
      right: minus(negative(times(c, exactSlope)), times(a, gap)),
      diagonal: add(times(b, exactSlope), times(a, throughByK)),
      spread: times(weight, open, at(solve.spread)),
      reach: times(weight, open, at(solve.spread), exactSlope),
      gather: times(at(solve.gather), throughByK),
      most: power(add(times(number(leap), through), number(shrink)), bend),
    };
  });
  const own = parts.map(({ right, diagonal }) => over(right, diagonal));
  const reach = parts.map((part) => over(part.reach, part.diagonal));
  const gathered = (values: readonly number[]) =>
    add(...parts.map(({ gather }, index) => times(gather, values[index] as number)));
  const common = over(gathered(own), add(one, gathered(reach)));
  const moves = parts.map(({ k, bend, least, most }, index) => {
    const wanted = add(k, minus(own[index] as number, times(reach[index] as number, common)));
    return minus(clamp(wanted, power(least, bend), most), k);
  });
  const pulled = gathered(moves);
  return parts.map(({ stock, through, bend, least, k, a, b, c, spread }, index) => {
    const move = moves[index] as number;
    lowering.setNext(through, op("max", power(add(k, move), over(one, bend)), least));
    const step = over(add(c, times(b, move), times(spread, pulled)), negative(a));
    return clamp(add(stock.reading, step), times(number(shrink), stock.reading), times(number(grow), stock.reading));
  });
}
