import { type Sector, sectorNamed, sexualExploitation } from "@counterweight/evidence";
import { nearest, Problem, placed } from "@counterweight/kernel";

/** A draft reform: what the law would say, in the terms of the arithmetic, and the measures of the catalogue it contains. */
export type Reform = {
  readonly title: string;
  readonly jurisdiction: string;
  readonly sector: Sector;
  /** A fine that is paid, per conviction. */
  readonly fine: { readonly amount: number; readonly unit: string } | { readonly timesGain: number } | undefined;
  /** Years served, on average. */
  readonly sentenceYears: number | undefined;
  /** Probability that proceeds are taken, given detection. */
  readonly forfeiture: number | undefined;
  /** Probability that a victim is paid on the court's order, given conviction. */
  readonly restitution: number | undefined;
  /** Probability of a civil claim that succeeds, given detection. */
  readonly civilClaim: number | undefined;
  /** Factors on today's detection and conviction. */
  readonly detection: number | undefined;
  readonly conviction: number | undefined;
  /** Ids in the catalogue of interventions, for what the arithmetic has no term for: non-punishment, residence permits. */
  readonly measures: readonly string[];
};

const keys = [
  "title",
  "jurisdiction",
  "sector",
  "fine",
  "sentence",
  "forfeiture",
  "restitution",
  "civilClaim",
  "detection",
  "conviction",
  "measures",
];

/**
 * Reads a draft reform.
 *
 * @throws {Problem} one sentence with the key: a negative fine, a missing unit, a probability above 1
 */
export function readReform(text: string, where: string): Reform {
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new Problem({ code: "reform.json", where, what: "the file is not JSON", expected: "a draft reform", cause });
  }
  const draft = record(given, where, keys);
  if (typeof draft["jurisdiction"] !== "string")
    throw fault(`${where}, jurisdiction`, "no jurisdiction is named", 'a name or ISO code, such as "SWE"');
  const at = (key: string) => `${where}, ${key}`;
  const number = (
    key: string,
    holder: Record<string, unknown>,
    inside: string,
    least: number,
    most: number,
    unit: string,
  ) => {
    const value = holder[inside];
    if (value === undefined) return undefined;
    if (typeof value !== "number" || !(value >= least && value <= most))
      throw fault(
        at(key),
        `${JSON.stringify(value)} is no ${unit}`,
        most === Number.MAX_VALUE ? `a number from ${least} up` : `a number from ${least} to ${most}`,
      );
    return value;
  };
  const withUnit = (key: string, units: readonly string[], least: number, most: number) => {
    const value = draft[key];
    if (value === undefined) return undefined;
    if (typeof value === "number")
      throw fault(at(key), "the unit is missing", `{"value": ${value}, "unit": "${units[0]}"}`);
    const held = record(value, at(key), ["value", "unit"]);
    if (typeof held["unit"] !== "string")
      throw fault(at(key), "the unit is missing", units.map((unit) => `"unit": "${unit}"`).join(" or "));
    if (!units.includes(held["unit"]))
      throw fault(at(`${key}.unit`), `the unit "${held["unit"]}" is not known here`, units.join(" or "));
    if (held["value"] === undefined) throw fault(at(key), "the value is missing", '"value"');
    return number(`${key}.value`, held, "value", least, most, held["unit"]);
  };
  const measures = draft["measures"] ?? [];
  if (!Array.isArray(measures) || measures.some((measure) => typeof measure !== "string"))
    throw fault(at("measures"), "this is no list of ids", '["non-punishment", "residence-permits"]');
  return {
    title: typeof draft["title"] === "string" ? draft["title"] : "Draft reform",
    jurisdiction: draft["jurisdiction"],
    sector: readSector(draft["sector"], at("sector")),
    fine: readFine(draft["fine"], at("fine")),
    sentenceYears: withUnit("sentence", ["years"], 0, 100),
    forfeiture: withUnit("forfeiture", ["probability"], 0, 1),
    restitution: withUnit("restitution", ["probability"], 0, 1),
    civilClaim: withUnit("civilClaim", ["probability"], 0, 1),
    detection: withUnit("detection", ["times today"], 0, 1000),
    conviction: withUnit("conviction", ["times today"], 0, 1000),
    measures: measures as string[],
  };
}

function readSector(value: unknown, where: string): Sector {
  if (value === undefined) return sexualExploitation;
  if (typeof value !== "string") throw fault(where, `${JSON.stringify(value)} stands here`, "the name of a sector");
  return placed(where, () => sectorNamed(value));
}

function readFine(value: unknown, where: string): Reform["fine"] {
  if (value === undefined) return undefined;
  if (typeof value === "number")
    throw fault(
      where,
      "the unit is missing",
      `{"value": ${value}, "unit": "SEK"} or {"value": 2, "unit": "times gain"}`,
    );
  const held = record(value, where, ["value", "unit"]);
  if (typeof held["unit"] !== "string")
    throw fault(where, "the unit is missing", 'a currency such as "SEK", or "times gain"');
  const amount = held["value"];
  if (typeof amount !== "number" || !Number.isFinite(amount))
    throw fault(`${where}.value`, `${JSON.stringify(amount)} is no amount`, "a number");
  if (amount < 0) throw fault(`${where}.value`, `the fine is negative, ${amount}`, "0 or more");
  if (held["unit"] === "times gain") return { timesGain: amount };
  if (!/^[A-Z]{3}$/.test(held["unit"]))
    throw fault(
      `${where}.unit`,
      `"${held["unit"]}" is no currency`,
      'three capital letters such as "SEK", or "times gain"',
    );
  return { amount, unit: held["unit"] };
}

function record(value: unknown, where: string, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw fault(where, `${JSON.stringify(value)} stands here`, "an object");
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw fault(where, `the key "${unknown}" is not known`, nearest(unknown, known, 1)[0] ?? known.join(", "));
  return value as Record<string, unknown>;
}

function fault(where: string, what: string, expected: string): Problem {
  return new Problem({ code: "reform.invalid", where, what, expected });
}
