import { formatChange, formatNumber } from "@counterweight/kernel";
import type { Sweep, SweepSoFar } from "@counterweight/policy";
import { table } from "../output.ts";

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

/** What a sweep shows, from all of its policies or from those that have landed. */
export function soFarTable(sweep: Sweep, { parts, best }: SweepSoFar, landed: number): string {
  const whole = landed >= 1;
  const title = sweep.title === "" ? "" : `${sweep.title}\n\n`;
  const about = `${formatNumber(sweep.policies, 3)} policies, ${sweep.draws} draws each, ${sweep.years} years, seed ${sweep.seed}.`;
  if (sweep.rows === "draws")
    return `${title}${about} ${percent(Math.min(1, landed))} of the rows have landed; they are in the file, one a draw.\n`;
  const shares = table(
    ["region", "structure", "policies seen", "under which people's years in exploitation fall (95% interval)"],
    parts.map(({ region, structure, policies, falls }) => [
      region,
      structure,
      formatNumber(policies, 9),
      policies === 0
        ? "nothing seen: 0% to 100%"
        : `${percent(falls.share)} (${percent(falls.low)} to ${percent(falls.high)})`,
    ]),
    [2],
  );
  const winners =
    best.length === 0
      ? ""
      : `\nLeast harm where they do worst${whole ? "" : ", so far"}:\n${table(
          ["policy", "levers", "years in exploitation in the worst region and structure"],
          best.map(({ policy, levers, worst }) => [
            String(policy),
            Object.entries(levers)
              .map(([lever, size]) => `${lever} ${size.toPrecision(3)}`)
              .join(", "),
            `${formatChange(worst.p50)} (${formatChange(worst.p5)} to ${formatChange(worst.p95)})`,
          ]),
        )}`;
  return `${title}${about}\n${
    whole ? "" : `A part: ${percent(landed)} has landed. The policies seen are spread as evenly as all of them.\n`
  }\n${shares}${winners}
Fall: the middle draw is below doing nothing. Ranges of a policy are 5% to 95% of its draws. Levers are set by hand: nothing is
said about whether they can be reached, and most parameters are judged.\n`;
}
