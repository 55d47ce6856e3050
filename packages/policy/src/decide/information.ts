import { evpi, evppi, type Worth } from "@counterweight/decisions";
import { gather } from "../common-ground/mixture.ts";
import { inputsFor } from "../compare/leans-on.ts";
import { column, type Ensemble, nothing, partOf } from "../ensemble/ensemble.ts";
import { leastCost } from "../leverage/leverage.ts";
import { pooled } from "./pooled.ts";

export type InformationValue = {
  /** What is compared: `unit` is one unit of each measure, `dollar` the same money spent on each. */
  readonly by: "unit" | "dollar";
  readonly unit: string;
  /** What was compared, best mean first. */
  readonly compared: readonly string[];
  /** The measure that is best as far as we know, and its expected gain. */
  readonly best: { readonly policy: string; readonly gain: number };
  /** Worth of knowing everything, and of knowing one thing, in the unit of the gain. */
  readonly everything: Worth;
  readonly parameters: readonly (Worth & {
    readonly name: string;
    readonly label: string;
    /** Share of the worth of knowing everything. */
    readonly share: number;
  })[];
};

/**
 * What it is worth to know before choosing one measure. The gain is the share of person-years avoided, for one unit of
 * the measure or for each 10 US$ of public money a person-year of exploitation; doing nothing is an option too. Only the `rivals` with the
 * highest means are compared: with scores of options that are never best, chance would pass for worth.
 */
export function informationValue(ensemble: Ensemble, by: "unit" | "dollar", most = 12, rivals = 8): InformationValue {
  const sample = pooled(ensemble);
  const average = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const gainOf = (policy: string) => {
    const avoided = sample.relative(policy, "personYears").map((value) => -value);
    if (by === "unit") return avoided;
    const cost = gather(sample.mixture, (structure) => {
      const base = column(ensemble, structure, nothing, "personYears");
      const { countries } = partOf(ensemble, structure);
      return column(ensemble, structure, policy, "publicCost").map(
        (value, draw) => Math.max(value, leastCost * (countries[draw] ?? 0) * ensemble.years) / (base[draw] ?? 1),
      );
    });
    return avoided.map((value, draw) => value / ((cost[draw] ?? 1) / 10));
  };
  const compared = ensemble.policies
    .filter((policy) => policy !== nothing)
    .map((policy) => ({ policy, gain: gainOf(policy) }))
    .sort((a, b) => average(b.gain) - average(a.gain))
    .slice(0, rivals);
  const options = compared.map(({ policy }) => policy);
  const benefit = [...compared.map(({ gain }) => gain), new Float64Array(sample.draws)];
  const means = benefit.map(average);
  const best = means.indexOf(Math.max(...means));
  const everything = evpi(benefit);
  return {
    by,
    unit: by === "unit" ? "share of person-years avoided" : "share of person-years avoided for 10 US$ a person-year",
    compared: options,
    best: { policy: options[best] ?? nothing, gain: means[best] ?? 0 },
    everything,
    parameters: inputsFor(sample.inputs, options)
      .filter(({ values }) => values.some((value) => value !== values[0]))
      .map(({ name, label, values }) => ({ name, label, ...evppi(values, benefit) }))
      .map((one) => ({ ...one, share: everything.estimate > 0 ? one.estimate / everything.estimate : 0 }))
      .sort((a, b) => b.estimate - a.estimate)
      .slice(0, most),
  };
}
