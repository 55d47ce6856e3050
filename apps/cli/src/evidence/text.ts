import type { Figure } from "@counterweight/evidence";
import { formatNumber } from "@counterweight/kernel";

/** The value of a figure with its range and unit, as a person reads it. */
export function valueText({ value, low, high, wording, unit, measure }: Figure): string {
  const show = (number: number) => (Math.abs(number) >= 1e6 ? formatNumber(number, 3) : number.toLocaleString("en"));
  const range =
    low !== undefined && high !== undefined && low !== high
      ? `${show(low)} to ${show(high)}`
      : low !== undefined
        ? `from ${show(low)}`
        : "";
  const number = value !== undefined ? show(value) : (wording ?? "");
  const shown = [number, number !== "" && range !== "" ? `(${range})` : range].filter(Boolean).join(" ");
  if (shown === "") return "-";
  return measure.kind === "statement" ? shown : `${shown} ${unit.replace(/^percent$/, "%")}`;
}
