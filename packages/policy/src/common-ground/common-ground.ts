import { stream } from "@counterweight/kernel";
import type { Ensemble, Input } from "../ensemble/ensemble.ts";
import { type Position, positionStructures, type ValueOutcome, valueOutcomeNames } from "../positions/position.ts";
import { type Judgement, judge, type View } from "./acceptability.ts";
import { type Gains, gainsOf, scalesOf } from "./contributions.ts";
import { type Split, smallestFlip, splitOf } from "./crux.ts";
import { gainOver, inputsOfMixture, type Mixture, mixtureOf } from "./mixture.ts";
import { type Settling, settlingStudy, type TurningPoint, turningPoints } from "./turning-point.ts";
import { centre, weightDraws } from "./weights.ts";

/** A position with the ensemble its own beliefs give. */
export type Held = { readonly position: Position; readonly ensemble: Ensemble };

export type Verdict = Judgement & { readonly position: string };

/** What divides two positions over one policy. */
export type Crux = {
  readonly policy: string;
  readonly between: readonly [string, string];
  readonly acceptability: readonly [number, number];
  readonly split: Split;
  /** The quantity that decides it for beliefs, over the worlds that either holds possible. */
  readonly turning?: TurningPoint;
  readonly settling?: Settling;
  /** The smallest change of a single weight that turns the one who refuses. */
  readonly weight?: {
    readonly position: string;
    readonly outcome: ValueOutcome;
    readonly from: number;
    readonly to: number;
  };
};

export type CommonGround = {
  readonly threshold: number;
  readonly verdicts: readonly Verdict[];
  /** Policies above the threshold in every position, best worst acceptability first. */
  readonly shared: readonly { readonly policy: string; readonly worst: number }[];
  /** Nearest to it where there is none. */
  readonly nearest: { readonly policy: string; readonly worst: number } | undefined;
  readonly cruxes: readonly Crux[];
};

type Wide = { readonly mixture: Mixture; readonly gains: readonly Gains[]; readonly inputs: readonly Input[] };

function wideOf(ensemble: Ensemble): Wide {
  const even = Object.fromEntries(ensemble.parts.map(({ structure }) => [structure, 1 / ensemble.parts.length]));
  const mixture = mixtureOf(ensemble, even);
  return { mixture, gains: gainsOf(ensemble, true), inputs: inputsOfMixture(ensemble, mixture) };
}

export type CommonGroundOptions = {
  readonly threshold?: number;
  readonly seed?: number;
  /** Sets of weights drawn for each position. */
  readonly weights?: number;
};

/**
 * What positions would each accept, and what divides them. All ensembles must have the same policies; `wide` is the one
 * of the beliefs that embrace all positions (`embracing`), in which the turning points are sought.
 */
export function commonGround(held: readonly Held[], wide: Ensemble, options: CommonGroundOptions = {}): CommonGround {
  const { threshold = 0.8, seed = 1, weights = 16 } = options;
  const prepared = prepare(held, weights, seed);
  const policies = held[0]?.ensemble.policies.slice(1) ?? [];
  const scales = scalesOf(
    prepared.map(({ own }) => own),
    policies,
  );
  const verdicts = prepared.flatMap(({ id, own, weights: sets }) =>
    judge(own, sets, scales, policies).map((judgement) => ({ ...judgement, position: id })),
  );
  const worst = policies
    .map((policy) => ({
      policy,
      worst: Math.min(...verdicts.filter((one) => one.policy === policy).map((one) => one.acceptability)),
    }))
    .sort((a, b) => b.worst - a.worst);
  return {
    threshold,
    verdicts,
    shared: worst.filter((one) => one.worst >= threshold),
    nearest: worst[0],
    cruxes: cruxesOf(prepared, verdicts, scales, policies, wideOf(wide)),
  };
}

export type Prepared = {
  readonly id: string;
  readonly ensemble: Ensemble;
  readonly own: View;
  /** The same beliefs read by somebody for whom income from selling counts, and by somebody for whom it does not. */
  readonly read: (incomeCounts: boolean) => View;
  /** Symbols of the parameters the position holds a view on. */
  readonly contested: readonly string[];
  readonly weights: readonly Float64Array[];
  readonly incomeCounts: boolean;
};

/** Gains by each position's beliefs and weights by its values. */
export function prepare(held: readonly Held[], weights: number, seed: number): Prepared[] {
  return held.map(({ position, ensemble }) => {
    const structures = Object.fromEntries(
      positionStructures.map((key) => [key, position.beliefs.structures[key].central]),
    );
    const views = new Map<boolean, View>();
    const read = (incomeCounts: boolean): View => {
      const view = views.get(incomeCounts) ?? { structures, gains: gainsOf(ensemble, incomeCounts) };
      views.set(incomeCounts, view);
      return view;
    };
    return {
      id: position.id,
      ensemble,
      incomeCounts: position.values.incomeFromSellingCounts,
      own: read(position.values.incomeFromSellingCounts),
      read,
      contested: Object.keys(position.beliefs.parameters),
      weights: weightDraws(position.values, weights, stream(seed, `weights of ${position.id}`)),
    };
  });
}

/** A difference in acceptability that counts as judging differently. */
const differs = 0.3;

function cruxesOf(
  prepared: readonly Prepared[],
  verdicts: readonly Verdict[],
  scales: Float64Array,
  policies: readonly string[],
  wide: Wide,
): Crux[] {
  const of = (position: string, policy: string) =>
    verdicts.find((one) => one.position === position && one.policy === policy)?.acceptability ?? 0;
  return prepared.flatMap((a, index) =>
    prepared.slice(index + 1).flatMap((b) => {
      const apart = policies.filter((policy) => Math.abs(of(a.id, policy) - of(b.id, policy)) >= differs);
      if (apart.length === 0) return [];
      // What an outcome means is part of the values, so beliefs are swapped with the reading of whoever judges.
      const swapped = (beliefs: Prepared, values: Prepared) =>
        judge(beliefs.read(values.incomeCounts), values.weights, scales, apart);
      const [ba, ab] = [swapped(b, a), swapped(a, b)];
      return apart.map((policy, at) => {
        const aa = of(a.id, policy);
        const bb = of(b.id, policy);
        const split = splitOf({
          ownBeliefsOwnValues: aa,
          otherBeliefsOwnValues: ba[at]?.acceptability ?? 0,
          ownBeliefsOtherValues: ab[at]?.acceptability ?? 0,
          otherBeliefsOtherValues: bb,
        });
        const refuses = aa < bb ? a : b;
        return {
          policy,
          between: [a.id, b.id] as const,
          acceptability: [aa, bb] as const,
          split,
          ...turningOf(a, b, policy, scales, wide),
          ...weightOf(refuses, policy, scales),
        };
      });
    }),
  );
}

/** What no study observes: which theory holds, and the dial between them. */
const unobservable: ReadonlySet<string> = new Set(["theory", "lam"]);

/** Over the worlds that any position holds possible, valued half-way between the two. */
function turningOf(
  a: Prepared,
  b: Prepared,
  policy: string,
  scales: Float64Array,
  wide: Wide,
): Pick<Crux, "turning" | "settling"> {
  const weights = centre([centre(a.weights), centre(b.weights)]);
  const gain = gainOver(wide.mixture, wide.gains, policy, weights, scales);
  // Only what somebody disputes can be a crux: theories, contested parameters, and the measure's own sizes.
  const contested = new Set([...a.contested, ...b.contested, "theory"]);
  const inputs = wide.inputs.filter(
    ({ name }) => contested.has(name.split(" ")[0] ?? "") || policy.split("+").some((id) => name.startsWith(`${id}.`)),
  );
  const [turning] = turningPoints(inputs, gain, 1);
  if (turning === undefined) return {};
  const values = inputs.find(({ name }) => name === turning.name)?.values ?? new Float64Array();
  const settling = unobservable.has(turning.name) ? undefined : settlingStudy(values, turning.at);
  return { turning, ...(settling ? { settling } : {}) };
}

function weightOf(position: Prepared, policy: string, scales: Float64Array): Pick<Crux, "weight"> {
  const weights = centre(position.weights);
  const means = Float64Array.from(weights, (_, outcome) =>
    position.own.gains.reduce((sum, { structure, draws, of }) => {
      const values = of.get(policy)?.[outcome] ?? new Float64Array();
      const total = values.reduce((before, value) => before + value, 0);
      return sum + ((position.own.structures[structure] ?? 0) * total) / draws / (scales[outcome] ?? 1);
    }, 0),
  );
  const flip = smallestFlip(weights, means);
  const outcome = flip === undefined ? undefined : valueOutcomeNames[flip.outcome];
  if (flip === undefined || outcome === undefined) return {};
  return { weight: { position: position.id, outcome, from: flip.from, to: flip.to } };
}
