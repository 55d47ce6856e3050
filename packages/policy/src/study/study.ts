import { type Region, regions, type Sector, type Structure, sectors, structures } from "@counterweight/evidence";
import { Problem } from "@counterweight/kernel";
import { type LeverName, leverNames, levers } from "../catalogue/levers.ts";
import { fault, one, optional, powerOfTwo, record, several, show, whole, words } from "./fields.ts";
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
  const policies = value.map((item, index) => {
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
  for (const [index, { name }] of policies.entries()) {
    const first = policies.findIndex((other) => other.name === name);
    if (first < index)
      throw fault(
        `${where}[${index}].name`,
        `${show(name)} is the name of policies[${first}] already`,
        "a name of its own for each policy",
      );
  }
  return policies;
}

function readSize(lever: LeverName, value: unknown, where: string): number {
  const { least, most } = leverRanges[lever];
  if (typeof value !== "number" || !(value >= least && value <= most))
    throw fault(where, `${show(value)} is no size of "${levers[lever].name}"`, `a number from ${least} to ${most}`);
  return value;
}
