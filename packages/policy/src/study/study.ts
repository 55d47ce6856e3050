import { type Region, regions, type Sector, type Structure, sectors, structures } from "@counterweight/evidence";
import { nearest, Problem } from "@counterweight/kernel";
import { type LeverName, leverNames, levers } from "../catalogue/levers.ts";
import { leverRanges } from "./ranges.ts";

/** Levers set by hand: absent ones are neutral. */
export type LeverSettings = Readonly<Partial<Record<LeverName, number>>>;

export type StudyPolicy = {
  readonly name: string;
  readonly levers: LeverSettings;
  /** Where the levers act; all sectors of the study where absent. Some levers act everywhere whatever this says. */
  readonly sectors?: readonly Sector[];
};

/**
 * One question, whole: the page writes it, `counterweight study FILE.json` runs it, and both give the same digits.
 */
export type Study = {
  readonly kind: "counterweight study";
  readonly version: 1;
  readonly title: string;
  readonly region: Region | "World";
  readonly sectors: readonly Sector[];
  readonly structures: readonly Structure[];
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
  readonly policies: readonly StudyPolicy[];
};

export const studyLimits = { draws: 65_536, years: 60, policies: 12 } as const;

export const usualStudy: Study = {
  kind: "counterweight study",
  version: 1,
  title: "",
  region: "World",
  sectors,
  structures: ["D", "S", "E"],
  draws: 1024,
  seed: 1,
  years: 30,
  policies: [],
};

/**
 * Reads a study file. What is absent stands at its usual value; an unknown key or an impossible value is refused.
 *
 * @throws {Problem} one sentence with the key
 */
export function readStudy(text: string, where: string): Study {
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new Problem({
      code: "study.json",
      where,
      what: "the file is not JSON",
      expected: "a study saved by the lab",
      cause,
    });
  }
  const study = record(given, where, Object.keys(usualStudy));
  if (study["kind"] !== usualStudy.kind)
    throw fault(`${where}, kind`, "this is no study", `"kind": "${usualStudy.kind}"`);
  if (study["version"] !== 1) throw fault(`${where}, version`, `version ${show(study["version"])} is not known`, "1");
  const at = (key: string) => `${where}, ${key}`;
  return {
    ...usualStudy,
    title: study["title"] === undefined ? "" : words(study["title"], at("title")),
    region: optional(study["region"], usualStudy.region, (value) => one(value, at("region"), ["World", ...regions])),
    sectors: optional(study["sectors"], sectors, (value) => several(value, at("sectors"), sectors)),
    structures: optional(study["structures"], usualStudy.structures, (value) =>
      several(value, at("structures"), structures),
    ),
    draws: optional(study["draws"], usualStudy.draws, (value) => powerOfTwo(value, at("draws"), 16, studyLimits.draws)),
    seed: optional(study["seed"], usualStudy.seed, (value) => whole(value, at("seed"), 0, 2 ** 32 - 1)),
    years: optional(study["years"], usualStudy.years, (value) => whole(value, at("years"), 1, studyLimits.years)),
    policies: optional(study["policies"], [], (value) => readPolicies(value, at("policies"))),
  };
}

/** The study as a file: every value written out, so that later defaults cannot change what it means. */
export function writeStudy(study: Study): string {
  return `${JSON.stringify(study, null, 2)}\n`;
}

function readPolicies(value: unknown, where: string): StudyPolicy[] {
  if (!Array.isArray(value)) throw fault(where, `${show(value)} stands here`, "a list");
  if (value.length > studyLimits.policies)
    throw fault(where, `there are ${value.length} policies`, `at most ${studyLimits.policies}`);
  return value.map((item, index) => {
    const place = `${where}[${index}]`;
    const policy = record(item, place, ["name", "levers", "sectors"]);
    const given = record(policy["levers"] ?? {}, `${place}.levers`, leverNames);
    return {
      name: words(policy["name"] ?? `Policy ${index + 1}`, `${place}.name`),
      levers: Object.fromEntries(
        Object.entries(given).map(([lever, size]) => [
          lever,
          readSize(lever as LeverName, size, `${place}.levers.${lever}`),
        ]),
      ),
      ...(policy["sectors"] === undefined ? {} : { sectors: several(policy["sectors"], `${place}.sectors`, sectors) }),
    };
  });
}

function readSize(lever: LeverName, value: unknown, where: string): number {
  const { least, most } = leverRanges[lever];
  if (typeof value !== "number" || !(value >= least && value <= most))
    throw fault(where, `${show(value)} is no size of "${levers[lever].name}"`, `a number from ${least} to ${most}`);
  return value;
}

function optional<T>(value: unknown, usual: T, read: (value: unknown) => T): T {
  return value === undefined ? usual : read(value);
}

function record(value: unknown, where: string, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw fault(where, `${show(value)} stands here`, "an object");
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    const close = nearest(unknown, keys, 1)[0];
    throw fault(where, `the key "${unknown}" is not known`, close ?? keys.join(", "));
  }
  return value as Record<string, unknown>;
}

function words(value: unknown, where: string): string {
  if (typeof value !== "string" || value.length > 200)
    throw fault(where, `${show(value)} stands here`, "up to 200 letters");
  return value;
}

function one<const T extends string>(value: unknown, where: string, options: readonly T[]): T {
  const found = options.find((option) => option === value);
  if (found === undefined) throw fault(where, `${show(value)} stands here`, `one of ${options.join(", ")}`);
  return found;
}

/** In the order of the options, each once: the order of a list must not change a digit. */
function several<const T extends string>(value: unknown, where: string, options: readonly T[]): readonly T[] {
  if (!Array.isArray(value) || value.length === 0)
    throw fault(where, `${show(value)} stands here`, "a list that is not empty");
  const chosen = new Set(value.map((item, index) => one(item, `${where}[${index}]`, options)));
  return options.filter((option) => chosen.has(option));
}

function whole(value: unknown, where: string, least: number, most: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
    throw fault(where, `${show(value)} stands here`, `a whole number from ${least} to ${most}`);
  return value;
}

/** Only so many Sobol' points are balanced. */
function powerOfTwo(value: unknown, where: string, least: number, most: number): number {
  const count = whole(value, where, least, most);
  if (!Number.isInteger(Math.log2(count)))
    throw fault(where, `${count} stands here`, "a power of 2, such as 256 or 1024");
  return count;
}

const show = (value: unknown) =>
  value === undefined ? "nothing" : (JSON.stringify(value) ?? "something").slice(0, 60);

function fault(where: string, what: string, expected: string): Problem {
  return new Problem({ code: "study.invalid", where, what, expected });
}
