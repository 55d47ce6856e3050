import { type Checked, checks } from "../figures/figure.ts";
import { cellsOf } from "../table/cells.ts";
import { readTable } from "../table/csv.ts";

export const exchangeFile = "exchange_rates.csv";
export const deflatorFile = "deflators.csv";

/** One cell of the exchange or deflator table, with where it comes from. */
export type Rate = {
  readonly value: number;
  readonly source: string;
  readonly checked: Checked;
  /** `exchange_rates.csv, row 12`. */
  readonly where: string;
};

/** Annual averages by currency and year. */
export type RateTable = ReadonlyMap<string, ReadonlyMap<number, Rate>>;

/** Units of a currency per US dollar, annual averages. */
export function readExchangeRates(text: string): RateTable {
  return readRates(exchangeFile, text, "per_us_dollar");
}

/** Consumer price indices, annual averages; only ratios within one currency mean anything. */
export function readDeflators(text: string): RateTable {
  return readRates(deflatorFile, text, "index");
}

function readRates(file: string, text: string, column: string): RateTable {
  const rates = new Map<string, Map<number, Rate>>();
  for (const row of readTable(file, text).rows) {
    const cells = cellsOf(file, row);
    const currency = cells.text("currency");
    const year = cells.number("year");
    const value = cells.number(column);
    if (!/^[A-Z]{3}$/.test(currency)) throw cells.fault("currency", `"${currency}" is no currency code`);
    if (year === undefined || !Number.isInteger(year)) throw cells.fault("year", "the year is missing or not whole");
    if (value === undefined || value <= 0) throw cells.fault(column, "the rate is missing or not above 0");
    const ofCurrency = rates.get(currency) ?? new Map<number, Rate>();
    if (ofCurrency.has(year)) throw cells.fault("year", `${currency} ${year} stands twice`);
    const source = cells.text("source");
    const checked = cells.oneOf("how_checked", checks);
    rates.set(currency, ofCurrency.set(year, { value, source, checked, where: `${file}, row ${row.row}` }));
  }
  return rates;
}
