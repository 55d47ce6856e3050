import { nearest, Problem } from "@counterweight/kernel";
import type { Rate, RateTable } from "./tables.ts";

/** An amount in the prices of one year. Two amounts can be added only through `convert`. */
export type Money<Currency extends string = string, Year extends number = number> = {
  readonly amount: number;
  readonly currency: Currency;
  readonly year: Year;
};

/** Where converted money came from: every table cell used, so that nothing is converted silently. */
export type Conversion<Currency extends string = string, Year extends number = number> = {
  readonly money: Money<Currency, Year>;
  /** One sentence a step, with source and how it was checked. */
  readonly steps: readonly string[];
  readonly rates: readonly Rate[];
  /** True when a rate is recalled from memory: mark the result wherever it is shown. */
  readonly isMarked: boolean;
};

/** Converts money between currencies and years by the shipped tables. */
export type Converter = {
  /**
   * Changes the currency at the average rate of the money's own year (through US dollars), then moves it to the wanted
   * year by the consumer prices of the wanted currency.
   *
   * @throws {Problem} when a rate or an index is not in the tables; nothing is guessed or extrapolated
   */
  readonly convert: <Currency extends string, Year extends number>(
    from: Money,
    to: { readonly currency: Currency; readonly year: Year },
  ) => Conversion<Currency, Year>;
  readonly currencies: readonly string[];
};

export function openConverter(exchange: RateTable, deflators: RateTable): Converter {
  const currencies = ["USD", ...exchange.keys()].sort();

  const look = (table: RateTable, what: string, currency: string, year: number): Rate => {
    const rate = table.get(currency)?.get(year);
    if (rate !== undefined) return rate;
    const years = [...(table.get(currency)?.keys() ?? [])];
    const known = years.length === 0 ? nearest(currency, [...table.keys()], 3) : [];
    throw new Problem({
      code: "money.rate",
      what: `there is no ${what} for ${currency} in ${year}`,
      expected:
        years.length === 0
          ? `one of ${[...table.keys()].join(", ")}${known[0] === undefined ? "" : ` (${known[0]}?)`}`
          : `a year from ${Math.min(...years)} to ${Math.max(...years)}`,
      doThis: `add it to data/ with its source`,
    });
  };

  return {
    currencies,
    convert: (from, to) => {
      if (!Number.isFinite(from.amount))
        throw new Problem({ code: "money.amount", what: `the amount is ${from.amount}`, expected: "a finite number" });
      let amount = from.amount;
      const steps: string[] = [];
      const rates: Rate[] = [];
      const exchanged = (currency: string, direction: "into" | "out of") => {
        const rate = look(exchange, "exchange rate", currency, from.year);
        amount = direction === "into" ? amount * rate.value : amount / rate.value;
        rates.push(rate);
        steps.push(`${rate.value} ${currency} a US dollar in ${from.year} (${rate.source}; ${rate.checked})`);
      };
      if (from.currency !== to.currency) {
        if (from.currency !== "USD") exchanged(from.currency, "out of");
        if (to.currency !== "USD") exchanged(to.currency, "into");
      }
      if (from.year !== to.year) {
        const then = look(deflators, "price index", to.currency, from.year);
        const now = look(deflators, "price index", to.currency, to.year);
        amount = (amount * now.value) / then.value;
        rates.push(then, now);
        steps.push(
          `${to.currency} prices from ${then.value} in ${from.year} to ${now.value} in ${to.year} (${now.source}; ${now.checked})`,
        );
      }
      return {
        money: { amount, currency: to.currency, year: to.year },
        steps,
        rates,
        isMarked: rates.some((rate) => rate.checked === "from memory - unverified"),
      };
    },
  };
}

/** Adds amounts of one currency and one year; others do not compile, and fail when they come from untyped input. */
export function addMoney<Currency extends string, Year extends number>(
  first: Money<Currency, Year>,
  ...others: readonly Money<NoInfer<Currency>, NoInfer<Year>>[]
): Money<Currency, Year> {
  const other = others.find(({ currency, year }) => currency !== first.currency || year !== first.year);
  if (other !== undefined)
    throw new Problem({
      code: "money.mixed",
      what: `${other.currency} of ${other.year} cannot be added to ${first.currency} of ${first.year}`,
      doThis: "convert first",
    });
  return { ...first, amount: others.reduce((sum, { amount }) => sum + amount, first.amount) };
}
