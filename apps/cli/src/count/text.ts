import { formatNumber } from "@counterweight/kernel";
import { type CountResult, type MethodResult, methodRows } from "@counterweight/prevalence";
import { csvLine, table } from "../output.ts";

const whole = (value: number | null | undefined) =>
  value === null || value === undefined
    ? "none"
    : value < 1e15
      ? Math.round(value).toLocaleString("en-GB")
      : formatNumber(value);

const range = (result: MethodResult) => {
  if (result.interval === null) return "";
  const { low, high, kind } = result.interval;
  return `${whole(low)} to ${high === null ? "no upper limit" : whole(high)} (${kind})`;
};

/** The page a person reads in a terminal: verdict, methods side by side, spread, robustness. */
export function countText(result: CountResult): string {
  const { readiness, data, spread } = result;
  const known = Object.values(result.methods);
  const parts = [
    data.title === null ? "" : `${data.title}\n`,
    data.source === null ? "" : `Source: ${data.source}\n`,
    `${whole(data.observed)} people seen on ${data.lists.length} lists: ${data.lists.map(({ name }) => name).join(", ")}\n\n`,
    `Readiness: ${readiness.verdict}\n`,
    ...readiness.reasons.map((reason) => `  - ${reason}\n`),
    ...data.notes.map((note) => `  - ${note}\n`),
    "\n",
  ];
  if (readiness.verdict === "refuse") {
    parts.push("No estimate is given: a number here would come from the method, not from the data.\n");
    return parts.join("");
  }
  const level = Math.round(100 * data.settings.level);
  parts.push(
    table(
      ["method", "people in all", `${level}% interval`, "model", "status"],
      known.map((one) => [one.title, whole(one.estimate), range(one), one.model ?? "", one.status]),
      [1],
    ),
    "\n",
  );
  for (const one of known) for (const reason of one.reasons) parts.push(`${one.title}: ${reason}\n`);
  if (spread !== null) {
    parts.push(
      `\nThe methods span ${whole(spread.low)} (${spread.lowMethod}) to ${whole(spread.high)} (${spread.highMethod}).\n`,
    );
    for (const why of spread.why) parts.push(`  ${why}\n`);
  }
  parts.push(...robustnessText(result), ...strataText(result));
  if (result.rate !== null)
    parts.push(
      `\nPer 100,000 people (SDG 16.2.2, population ${whole(result.rate.population)}): ${formatNumber(result.rate.low, 3)} to ${formatNumber(result.rate.high, 3)} between methods.\n`,
    );
  parts.push(
    `\nSeed ${data.settings.seed}, ${data.settings.bootstrap} resampled tables, data ${data.hash.slice(0, 12)}. Intervals are nominal: they take the method's assumption for granted.\n`,
  );
  return parts.join("");
}

function robustnessText({ robustness }: CountResult): string[] {
  if (robustness === null) return [];
  const { leaveOneOut, merged, internalConsistency: held } = robustness;
  const parts: string[] = ["\nHow the stepwise estimate stands up\n"];
  const span = (name: string, rows: typeof leaveOneOut) => {
    const numbers = rows
      .flatMap(({ estimate, change }) => (estimate === null ? [] : [{ estimate, change }]))
      .sort((a, b) => a.estimate - b.estimate);
    const [least, most] = [numbers[0], numbers.at(-1)];
    if (least === undefined || most === undefined) return;
    const none = rows.length - numbers.length;
    parts.push(
      `  ${name}: ${whole(least.estimate)} (${least.change}) to ${whole(most.estimate)} (${most.change})${none > 0 ? `; ${none} without estimate` : ""}\n`,
    );
  };
  span("one list left out", leaveOneOut);
  span("two lists merged", merged);
  if (held.lists.length > 0)
    parts.push(
      held.bias === null
        ? "  lists held out as known truth: none could be estimated\n"
        : `  lists held out as known truth: ${held.estimated} of ${held.lists.length} estimated, mean error ${Math.round(100 * held.bias)}%, ${Math.round(100 * (held.coverage ?? 0))}% of intervals hold the truth (nominal ${Math.round(100 * held.level)}%)\n`,
    );
  const [half, double] = [0.5, 2].map((ratio) => robustness.oddsRatio.find(({ oddsRatio }) => oddsRatio === ratio));
  if (half !== undefined && double !== undefined)
    parts.push(
      `  if the untestable odds ratio were half or twice what the model assumes: ${whole(half.estimate)} or ${whole(double.estimate)}\n`,
    );
  return parts;
}

function strataText({ strata, data }: CountResult): string[] {
  if (strata === null) return [];
  const rows = strata.strata.map(({ name, observed, stepwise, reasons }) => [
    name,
    whole(observed),
    whole(stepwise?.estimate),
    stepwise === null ? (reasons[0] ?? "") : range(stepwise),
  ]);
  const { estimate, interval, withoutEstimate } = strata.total;
  rows.push([
    "total",
    whole(data.observed),
    whole(estimate),
    interval === null ? "" : `${whole(interval.low)} to ${whole(interval.high)} (${interval.kind})`,
  ]);
  return [
    "\n",
    table(["stratum", "seen", "people in all", "interval"], rows, [1, 2]),
    ...(withoutEstimate.length > 0
      ? [
          `The total counts only the people seen in ${withoutEstimate.join(", ")}, where no estimate exists: it is a floor.\n`,
        ]
      : []),
  ];
}

/** One line a method. */
export const countCsv = (result: CountResult): string => methodRows(result).map(csvLine).join("");
