import { formatNumber, formatShare } from "@counterweight/kernel";
import type { Discovery, FailureBox } from "./discover.ts";

/** A discovery as sentences: how often the measure fails, under which theory, and under which conditions. */
export function discoveryWords({ threshold, failing, byStructure, boxes }: Discovery, name: string): string[] {
  const fails =
    threshold === 0
      ? "does not lower person-years in exploitation"
      : `lowers person-years in exploitation by less than ${formatShare(threshold)}`;
  const theories = Object.entries(byStructure)
    .map(([structure, share]) => `${structure} ${formatShare(share)}`)
    .join(", ");
  return [
    `${name} ${fails} in ${formatShare(failing)} of all draws (${theories}).`,
    ...(boxes.length === 0 ? ["  No set of conditions tells these draws from the rest."] : []),
    ...boxes.map(
      (box) => `  It fails mostly where ${conditionWords(box, Object.keys(byStructure))}: ${boxWords(box)}.`,
    ),
  ];
}

function conditionWords({ conditions }: FailureBox, theories: readonly string[]): string {
  return conditions
    .map(({ name, label, low, high, reach, stable }) => {
      const again = `(comes back in ${formatShare(stable)} of random halves)`;
      if (name === "theory")
        return `the theory is ${theories.filter((_, at) => at >= low && at <= high).join(" or ")} ${again}`;
      const from = low > reach[0];
      const to = high < reach[1];
      const range =
        from && to
          ? `between ${formatNumber(low)} and ${formatNumber(high)}`
          : from
            ? `above ${formatNumber(low)}`
            : `below ${formatNumber(high)}`;
      return `${label} is ${range} ${again}`;
    })
    .join(" and ");
}

/** How dense, how complete and how large a set of conditions is. */
export function boxWords({ coverage, density, mass }: FailureBox): string {
  return `${formatShare(density)} fail there, ${formatShare(coverage)} of all failures, ${formatShare(mass)} of all draws`;
}
