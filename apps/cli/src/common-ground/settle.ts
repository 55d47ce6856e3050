import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { formatNumber, formatShare } from "@counterweight/kernel";
import { type Crux, type Intervention, settlersOf } from "@counterweight/policy";

/** What would settle most disagreement, as sentences. */
export function settleWords(cruxes: readonly Crux[], catalogue: readonly Intervention[]): string[] {
  const registry = openEvidence(readerOf()).parameters;
  return settlersOf(cruxes, catalogue, registry).map(({ label, share, disagreements, observations, figures }) => {
    const size = observations
      ? ` Studies of ${span(observations)} observations would settle ${observations.settles} of them (judged spread).`
      : "";
    return `${formatShare(share)} of the disagreement about beliefs turns on ${label} (${disagreements} disagreements).${size} ${
      figures.length > 0
        ? `Figures that bear on it: ${figures.slice(0, 6).join(", ")}; none settles it.`
        : "No figure in the table bears on it."
    }`;
  });
}

function span({ low, high }: { readonly low: number; readonly high: number }): string {
  return low === high ? `about ${formatNumber(low)}` : `${formatNumber(low)} to ${formatNumber(high)}`;
}
