import { type Region, regions, type Sector, type Structure, sectors, structures } from "@counterweight/evidence";
import { Problem } from "@counterweight/kernel";
import { type LeverName, leverNames, levers } from "../catalogue/levers.ts";
import { fault, optional, powerOfTwo, record, several, show, whole, words } from "../study/fields.ts";
import { leverRanges } from "../study/ranges.ts";

/** Where a lever of a sweep may stand: fixed, or anywhere between two sizes. */
export type SweepLever = number | readonly [number, number];

/**
 * Very many policies, spread evenly over what the levers allow, each in every region, structure and draw. The policies are
 * a Sobol' sequence, so the first hundred thousand of a million are spread as evenly as all: a sweep can be read while it
 * runs, and the part stands for the whole.
 */
export type Sweep = {
  readonly kind: "counterweight sweep";
  readonly version: 1;
  readonly title: string;
  readonly regions: readonly (Region | "World")[];
  readonly sectors: readonly Sector[];
  readonly structures: readonly Structure[];
  readonly policies: number;
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
  readonly levers: Readonly<Partial<Record<LeverName, SweepLever>>>;
  /** One row for each policy with quantiles over the draws, or one for each policy and draw. */
  readonly rows: "policies" | "draws";
};

export const sweepLimits = { policies: 100_000_000, draws: 65_536, years: 60 } as const;

/** Draws computed together. */
export const sweepBlock = 256;

const usual: Sweep = {
  kind: "counterweight sweep",
  version: 1,
  title: "",
  regions: ["World"],
  sectors,
  structures: ["D", "S", "E"],
  policies: 1024,
  draws: 256,
  seed: 1,
  years: 10,
  levers: {},
  rows: "policies",
};

/** Whether a text is a sweep, so that others can be told what it is. */
export function isSweep(text: string): boolean {
  try {
    return (JSON.parse(text) as { kind?: unknown } | null)?.kind === usual.kind;
  } catch {
    return false;
  }
}

/** @throws {Problem} one sentence with the key, for an unknown key or an impossible value. */
export function readSweep(text: string, where: string): Sweep {
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new Problem({ code: "study.json", where, what: "the file is not JSON", expected: "a sweep", cause });
  }
  const sweep = record(given, where, Object.keys(usual));
  const at = (key: string) => `${where}, ${key}`;
  if (sweep["kind"] !== usual.kind) throw fault(at("kind"), "this is no sweep", `"kind": "${usual.kind}"`);
  if (sweep["version"] !== 1) throw fault(at("version"), `version ${show(sweep["version"])} is not known`, "1");
  const draws = optional(sweep["draws"], usual.draws, (value) => powerOfTwo(value, at("draws"), 2, sweepLimits.draws));
  const chosen = readLevers(sweep["levers"], at("levers"));
  return {
    ...usual,
    title: sweep["title"] === undefined ? "" : words(sweep["title"], at("title")),
    regions: optional(sweep["regions"], usual.regions, (value) =>
      several(value, at("regions"), ["World" as const, ...regions]),
    ),
    sectors: optional(sweep["sectors"], sectors, (value) => several(value, at("sectors"), sectors)),
    structures: optional(sweep["structures"], usual.structures, (value) =>
      several(value, at("structures"), structures),
    ),
    policies: optional(sweep["policies"], usual.policies, (value) =>
      whole(value, at("policies"), 1, sweepLimits.policies),
    ),
    draws,
    seed: optional(sweep["seed"], usual.seed, (value) => whole(value, at("seed"), 0, 2 ** 32 - 1)),
    years: optional(sweep["years"], usual.years, (value) => whole(value, at("years"), 1, sweepLimits.years)),
    levers: chosen,
    rows: optional(sweep["rows"], usual.rows, (value) => {
      if (value !== "policies" && value !== "draws")
        throw fault(at("rows"), `${show(value)} stands here`, '"policies" or "draws"');
      return value;
    }),
  };
}

function readLevers(value: unknown, where: string): Sweep["levers"] {
  const given = record(value ?? {}, where, leverNames);
  const read = Object.entries(given).map(([name, size]): [LeverName, SweepLever] => {
    const lever = name as LeverName;
    const place = `${where}.${name}`;
    const { least, most } = leverRanges[lever];
    const check = (one: unknown): number => {
      if (typeof one !== "number" || !(one >= least && one <= most))
        throw fault(place, `${show(one)} is no size of "${levers[lever].name}"`, `numbers from ${least} to ${most}`);
      return one;
    };
    if (!Array.isArray(size)) return [lever, check(size)];
    if (size.length !== 2) throw fault(place, `${show(size)} stands here`, "one number, or [least, most]");
    const [low, high] = [check(size[0]), check(size[1])];
    if (!(low < high)) throw fault(place, `${show(size)} is no range`, "[least, most]");
    return [lever, [low, high]];
  });
  if (!read.some(([, size]) => typeof size !== "number"))
    throw fault(where, "no lever varies", 'at least one range, such as {"det": [0, 2]}');
  // In the catalogue's order, so that the order in the file changes no digit.
  return Object.fromEntries(
    leverNames.flatMap((name) => {
      const found = read.find(([lever]) => lever === name);
      return found === undefined ? [] : [found];
    }),
  );
}
