import {
  type Intervention,
  interventionsFile,
  type LeverName,
  type LeverSettings,
  leverNames,
  leverRanges,
  levers,
  parseInterventions,
  standardCountriesIn,
} from "@counterweight/policy";
import { readerOf } from "../../data/files.ts";

/** What is known about one lever from the catalogue of interventions. */
export type LeverKnowledge = {
  /** Best grade of a size among the measures that move it; C where none does. */
  readonly grade: "A" | "B" | "C";
  /** Public cost of one step a year in a standard country, cheapest and dearest measure; undefined where nobody costed it. */
  readonly step: { readonly low: number; readonly high: number; readonly measures: number } | undefined;
};
export type Knowledge = Readonly<Record<LeverName, LeverKnowledge>>;

let opened: Promise<Knowledge> | undefined;

export function leverKnowledge(): Promise<Knowledge> {
  opened ??= readerOf([interventionsFile]).then((read) => knowledgeOf(parseInterventions(read(interventionsFile))));
  return opened;
}

export function knowledgeOf(interventions: readonly Intervention[]): Knowledge {
  return Object.fromEntries(leverNames.map((lever) => [lever, oneOf(interventions, lever)])) as Knowledge;
}

/** Costs are taken from measures that move this lever alone: of a package nobody can say what each part costs. */
function oneOf(interventions: readonly Intervention[], lever: LeverName): LeverKnowledge {
  const { neutral } = levers[lever];
  const moving = interventions.filter((one) => one.levers.some((size) => size.lever === lever));
  const grade = (["A", "B"] as const).find((best) => moving.some((one) => one.grade === best)) ?? "C";
  const costs = moving.flatMap((one) => {
    const size = one.levers.find((candidate) => candidate.lever === lever);
    if (one.levers.length > 1 || size === undefined || size.central === neutral || one.cost.central <= 0) return [];
    return [(one.cost.central * leverRanges[lever].step) / Math.abs(size.central - neutral)];
  });
  return {
    grade,
    step:
      costs.length === 0 ? undefined : { low: Math.min(...costs), high: Math.max(...costs), measures: costs.length },
  };
}

/** Public cost of a policy a year in a place with so many people exploited; straight-line in the steps taken. */
export function policyCost(
  knowledge: Knowledge,
  settings: LeverSettings,
  people: number,
): { readonly low: number; readonly high: number; readonly uncosted: readonly LeverName[] } {
  const countries = standardCountriesIn(people);
  const uncosted: LeverName[] = [];
  let low = 0;
  let high = 0;
  for (const [lever, size] of Object.entries(settings) as [LeverName, number][]) {
    const steps = Math.abs(size - levers[lever].neutral) / leverRanges[lever].step;
    if (steps === 0) continue;
    const { step } = knowledge[lever];
    if (step === undefined) uncosted.push(lever);
    else {
      low += step.low * steps * countries;
      high += step.high * steps * countries;
    }
  }
  return { low, high, uncosted };
}
