import type { Locale } from "./locales.ts";

/** Numbers as a reader of the language writes them, with no more digits than the evidence carries. */
export type Format = {
  readonly locale: Locale;
  /** Two significant digits, large ones in words: 24 million. */
  readonly count: (value: number) => string;
  /** US dollars, two significant digits: $240 billion. */
  readonly money: (value: number) => string;
  /** A share as a percentage: 0.123 is 12%. */
  readonly share: (value: number) => string;
  /** A change with its sign: −12%. */
  readonly change: (value: number) => string;
  readonly plain: (value: number, digits?: number) => string;
  readonly exact: (value: number) => string;
  readonly list: (items: readonly string[]) => string;
};

/** Intl shortens large sums of money to "$240B"; people read words. */
const dollarsInWords: Readonly<Record<Locale, (amount: string) => string>> = {
  en: (amount) => (amount.startsWith("−") ? `−$${amount.slice(1)}` : `$${amount}`),
  es: (amount) => `${amount} de dólares`,
  fr: (amount) => `${amount} de dollars`,
};

const cache = new Map<string, Format>();

export function formatFor(locale: Locale): Format {
  const known = cache.get(locale);
  if (known !== undefined) return known;
  const make = (options: Intl.NumberFormatOptions) => {
    const formatter = new Intl.NumberFormat(locale, options);
    // Minus zero and tiny remainders of subtraction must not show as "-0".
    // The true minus sign is as wide as the plus and never breaks a line.
    return (value: number) => formatter.format(value === 0 ? 0 : value).replace("-", "−");
  };
  const large = make({ maximumSignificantDigits: 2, notation: "compact", compactDisplay: "long" });
  const small = make({ maximumSignificantDigits: 2 });
  const dollars = {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    maximumSignificantDigits: 2,
  } as const;
  const largeMoney = (value: number) => dollarsInWords[locale](large(value));
  const wholeMoney = make(dollars);
  // Below ten dollars cents are how people write money; two significant digits would give "$1.2" and "$0.098".
  const cents = make({ style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" });
  const smallMoney = (value: number) => (Math.abs(value) < 10 && value !== 0 ? cents(value) : wholeMoney(value));
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  const format: Format = {
    locale,
    count: (value) => (Math.abs(value) >= 1e6 ? large(value) : small(value)),
    money: (value) => (Math.abs(value) >= 1e6 ? largeMoney(value) : smallMoney(value)),
    share: make({ style: "percent", maximumSignificantDigits: 2 }),
    change: make({ style: "percent", maximumSignificantDigits: 2, signDisplay: "exceptZero" }),
    plain: (value, digits = 2) => make({ maximumSignificantDigits: digits })(value),
    exact: make({ maximumFractionDigits: 6 }),
    list: (items) => lists.format(items),
  };
  cache.set(locale, format);
  return format;
}
