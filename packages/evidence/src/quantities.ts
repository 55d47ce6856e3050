declare const dimension: unique symbol;

/**
 * A number that remembers what it counts, at no cost when running. Stocks and flows are different types, so that adding
 * or comparing them through `sum`, or handing one to a function that wants the other, does not compile.
 */
export type Quantity<Dimension extends string> = number & { readonly [dimension]: Dimension };

/** Persons in a state on one day. */
export type PeopleOnADay = Quantity<"people on a day">;
/** Persons who enter, leave, are detected or convicted in one year. */
export type PeopleAYear = Quantity<"people a year">;
/** US$ of a stated year, per year. */
export type USDollarsAYear = Quantity<"US$ a year">;
/** Years: what turns a flow into a stock. */
export type Years = Quantity<"years">;

/** A sum of quantities of one dimension. */
export function sum<Same extends Quantity<string>>(first: Same, ...others: readonly NoInfer<Same>[]): Same {
  return others.reduce<number>((total, value) => total + value, first) as Same;
}

/** Little's law: a steady stock is the flow in, times the mean spell. */
export function stockOf(flow: PeopleAYear, spell: Years): PeopleOnADay {
  return (flow * spell) as PeopleOnADay;
}

/** The flow that keeps a stock steady. */
export function flowOf(stock: PeopleOnADay, spell: Years): PeopleAYear {
  return (stock / spell) as PeopleAYear;
}
