/** A quantity as it is shown: the middle of its distribution and the ends of the stated interval, in one unit. */
export type Interval = { readonly low: number; readonly median: number; readonly high: number };

const scales = [
  { at: 1e12, word: "trillion" },
  { at: 1e9, word: "billion" },
  { at: 1e6, word: "million" },
] as const;

/** A number to `digits` significant digits with thousands commas; a true minus sign; large ones in words. */
export function formatNumber(value: number, digits = 2): string {
  if (Number.isNaN(value)) return "unknown";
  if (!Number.isFinite(value)) return value > 0 ? "no upper limit" : "no lower limit";
  if (value === 0) return "0";
  const sign = value < 0 ? "−" : "";
  const size = Number(Math.abs(value).toPrecision(digits));
  const scale = scales.find(({ at }) => size >= at);
  if (scale) return `${sign}${trim(size / scale.at, digits)} ${scale.word}`;
  return sign + trim(size, digits);
}

/** `1.2 million (0.9 million to 1.7 million)`: two significant digits, so the interval decides how exact it looks. */
export function formatInterval({ low, median, high }: Interval, digits = 2): string {
  return `${formatNumber(median, digits)} (${formatNumber(low, digits)} to ${formatNumber(high, digits)})`;
}

/** US dollars, in words when large: `$1.2 billion`. */
export function formatMoney(value: number, digits = 2): string {
  const text = formatNumber(value, digits);
  return text.startsWith("−") ? `−$${text.slice(1)}` : /^[\d]/.test(text) ? `$${text}` : text;
}

/** A share as percent: `26%`, `0.14%`, and `under 0.01%` rather than a row of zeros. */
export function formatShare(value: number, digits = 2): string {
  if (Number.isNaN(value)) return "unknown";
  if (value !== 0 && Math.abs(value) < 1e-4) return value > 0 ? "under 0.01%" : "above −0.01%";
  return `${formatNumber(value * 100, digits)}%`;
}

/** A change with its sign: `+3.1%`, `−12%`, `0%`. */
export function formatChange(value: number, digits = 2): string {
  const text = formatShare(value, digits);
  return value > 0 && !text.startsWith("under") ? `+${text}` : text;
}

function trim(size: number, digits: number): string {
  // Enough decimals for the significant digits asked for, none beyond the ones digit for larger numbers.
  const whole = Math.floor(Math.log10(size)) + 1;
  const decimals = Math.min(12, Math.max(0, digits - whole));
  const [integer = "0", fraction] = size.toFixed(decimals).split(".");
  const grouped = integer.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction && !/^0+$/.test(fraction) ? `${grouped}.${fraction}` : grouped;
}
