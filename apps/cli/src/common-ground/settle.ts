import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { formatNumber, formatShare } from "@counterweight/kernel";
import type { Crux, Intervention } from "@counterweight/policy";

/**
 * What would settle most disagreement: quantities by the sum, over pairs and measures, of the difference that comes from
 * beliefs and turns on them, with the figures in the evidence table that bear on them.
 */
export function settleWords(cruxes: readonly Crux[], catalogue: readonly Intervention[], most = 5): string[] {
  const registry = openEvidence(readerOf()).parameters;
  const sums = new Map<string, { label: string; weight: number; observations: number[]; count: number }>();
  for (const { turning, split, settling } of cruxes) {
    if (turning === undefined) continue;
    const sum = sums.get(turning.name) ?? { label: turning.label, weight: 0, observations: [], count: 0 };
    sum.weight += Math.abs(split.beliefs);
    sum.count += 1;
    if (settling) sum.observations.push(settling.observations);
    sums.set(turning.name, sum);
  }
  const whole = [...sums.values()].reduce((total, { weight }) => total + weight, 0);
  const figuresOf = (name: string): readonly string[] => {
    const [intervention] = name.split(".");
    const found = catalogue.find(({ id }) => id === intervention);
    if (found) return found.evidence;
    const symbol = name.split(" ")[0];
    return [...new Set(registry.rows.filter((row) => row.symbol === symbol).flatMap((row) => row.figures))];
  };
  return [...sums]
    .sort((a, b) => b[1].weight - a[1].weight)
    .slice(0, most)
    .map(([name, { label, weight, observations, count }]) => {
      const figures = name === "theory" ? [] : figuresOf(name);
      const size =
        observations.length > 0
          ? ` Studies of ${span(observations)} observations would settle ${observations.length} of them (judged spread).`
          : "";
      return `${formatShare(weight / whole)} of the disagreement about beliefs turns on ${label} (${count} disagreements).${size} ${
        figures.length > 0
          ? `Figures that bear on it: ${figures.slice(0, 6).join(", ")}; none settles it.`
          : "No figure in the table bears on it."
      }`;
    });
}

function span(sizes: readonly number[]): string {
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  return least === most ? `about ${formatNumber(least)}` : `${formatNumber(least)} to ${formatNumber(most)}`;
}
