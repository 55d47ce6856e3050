import type { CountResult } from "./count.ts";

/** The methods side by side as a table for a file, header first; what a method does not give is empty. */
export function methodRows({ methods }: CountResult): (string | number)[][] {
  return [
    ["method", "title", "estimate", "low", "high", "level", "interval", "model", "aic", "bic", "status", "reasons"],
    ...Object.entries(methods).map(([name, one]) => [
      name,
      one.title,
      one.estimate ?? "",
      one.interval?.low ?? "",
      one.interval?.high ?? "",
      one.interval?.level ?? "",
      one.interval?.kind ?? "",
      one.model ?? "",
      one.aic ?? "",
      one.bic ?? "",
      one.status,
      one.reasons.join(" "),
    ]),
  ];
}
