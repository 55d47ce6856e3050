import { Problem } from "@counterweight/kernel";
import { binomialTail } from "./chance.ts";
import { countIn, membersOf, type RankBox, type Ranked, ranked, wholeBox } from "./columns.ts";
import { peel, type Step } from "./peel.ts";
import { refine } from "./refine.ts";

/** A box in the inputs that holds many cases of interest. */
export type Box = {
  /** Lower and upper limit of each input; the whole range where it is not restricted. */
  readonly limits: readonly (readonly [low: number, high: number])[];
  /** Inputs that are restricted, most telling first (by what the density would lose without). */
  readonly restricted: readonly number[];
  /** For each input, the probability of so dense a box by chance if this input did not matter; 1 if not restricted. */
  readonly quasiP: readonly number[];
  /** Share of all cases of interest that lie inside. */
  readonly coverage: number;
  /** Share of the points inside that are cases of interest. */
  readonly density: number;
  /** Share of all points that lie inside. */
  readonly mass: number;
  /** Coverage, density and mass of every step of peeling that led here, for choosing another trade-off. */
  readonly trajectory: readonly { coverage: number; density: number; mass: number }[];
};

export type PrimOptions = {
  /** Share of the points peeled at a time. Default 0.05. */
  readonly alpha?: number;
  /** Share of all points a box must hold. Default 0.01. */
  readonly leastMass?: number;
  /** How many boxes at most; each is sought among the points outside those before. Default 3. */
  readonly boxes?: number;
  /** A restriction that chance explains with more than this probability is given up. Default 0.05. */
  readonly significance?: number;
};

/**
 * Scenario discovery by the patient rule induction method: peeling and covering after Friedman and Fisher (1999),
 * coverage, density and quasi-p-values after Bryant and Lempert (2010). From the trajectory of peeling the box with the
 * most cases beyond what its mass would hold by chance is taken, then every limit is moved to the single point
 * (pasting), then restrictions that chance explains are dropped. Boxes come in the order found.
 * @param inputs columns of N numbers; `target`: N of 0 or 1
 * @throws Problem when the target is always 0 or always 1
 */
export function prim(
  inputs: readonly ArrayLike<number>[],
  target: ArrayLike<number>,
  options: PrimOptions = {},
): Box[] {
  const { alpha = 0.05, leastMass = 0.01, boxes = 3, significance = 0.05 } = options;
  const data = ranked(inputs, target);
  const open = new Uint8Array(data.count).fill(1);
  const all = countIn(data, wholeBox(data), open);
  if (all.cases === 0 || all.cases === data.count)
    throw new Problem({
      code: "prim.target",
      what: `the target is ${all.cases === 0 ? 0 : 1} at every point`,
      expected: "some points of interest (1) and some not (0)",
    });
  const found: Box[] = [];
  let left = all;
  while (found.length < boxes && left.cases > 0 && left.cases < left.points) {
    const steps = peel(data, open, alpha, leastMass);
    const box = prune(data, chosen(steps), open, significance);
    const { points, cases } = countIn(data, box, open);
    if (points === 0 || !restricts(data, box) || !telling(points, cases, all)) break;
    const one = describe(data, box, open, all, steps);
    // Leftovers: too small a box, or one that chance explains.
    if (
      found.length > 0 &&
      (points < leastMass * data.count || one.restricted.some((k) => (one.quasiP[k] ?? 1) > significance))
    )
      break;
    found.push(one);
    const inside = membersOf(data, box, open);
    for (let point = 0; point < data.count; point++) if (inside[point] === 1) open[point] = 0;
    left = { points: left.points - points, cases: left.cases - cases };
  }
  return found;
}

/** Odds of a case of interest inside at least a quarter above those of the whole: less is what noise can offer. */
function telling(points: number, cases: number, all: { points: number; cases: number }): boolean {
  return cases * (all.points - all.cases) >= 1.25 * (points - cases) * all.cases;
}

/** The step with the most cases in excess of what chance would put there. */
function chosen(steps: readonly Step[]): Step {
  const [whole] = steps as [Step];
  const base = whole.cases / whole.points;
  const excess = (step: Step) => step.cases - base * step.points;
  return steps.reduce((best, step) => (excess(step) > excess(best) ? step : best), whole);
}

function restricts(data: Ranked, box: RankBox): boolean {
  return data.values.some((_, input) => isRestricted(data, box, input));
}

function isRestricted(data: Ranked, box: RankBox, input: number): boolean {
  return (
    (box.low[input] as number) > 0 || (box.high[input] as number) < (data.values[input] as Float64Array).length - 1
  );
}

/** Refines, then gives up the least telling restriction that chance explains, until all that are left tell. */
function prune(data: Ranked, step: Step, open: Uint8Array, significance: number): RankBox {
  const points = open.reduce((sum, one) => sum + one, 0);
  const cases = open.reduce((sum, one, point) => sum + one * (data.target[point] as number), 0);
  const base = cases / points;
  // Half-way between the density around and inside: points are worth having when they are nearer to the inside.
  const thresholdOf = (box: RankBox) => {
    const inside = countIn(data, box, open);
    return inside.points === 0 ? base : (base + inside.cases / inside.points) / 2;
  };
  let box = step.box;
  for (let pass = 0; pass < 3; pass++) {
    const next = refine(data, box, open, thresholdOf(box));
    const same = next.low.every((low, input) => low === box.low[input] && next.high[input] === box.high[input]);
    box = next;
    if (same) break;
  }
  for (;;) {
    const weakest = data.values
      .map((_, input) => ({ input, p: isRestricted(data, box, input) ? quasiP(data, box, open, input) : 0 }))
      .reduce((worst, one) => (one.p > worst.p ? one : worst));
    // The last restriction stays, with its quasi-p-value: of few points even a perfect one may look like chance.
    const restricted = data.values.filter((_, input) => isRestricted(data, box, input)).length;
    if (weakest.p <= significance || restricted < 2) return box;
    box = without(data, box, weakest.input);
  }
}

function without(data: Ranked, box: RankBox, input: number): RankBox {
  const wider = { low: box.low.slice(), high: box.high.slice() };
  wider.low[input] = 0;
  wider.high[input] = (data.values[input] as Float64Array).length - 1;
  return wider;
}

/** Bryant and Lempert's quasi-p-value: so many cases, if this input's limits drew points at random from the box without. */
function quasiP(data: Ranked, box: RankBox, open: Uint8Array, input: number): number {
  const inside = countIn(data, box, open);
  const wider = countIn(data, without(data, box, input), open);
  return binomialTail(inside.cases, inside.points, wider.cases / wider.points);
}

function describe(
  data: Ranked,
  box: RankBox,
  open: Uint8Array,
  all: { points: number; cases: number },
  steps: readonly Step[],
): Box {
  const share = ({ points, cases }: { points: number; cases: number }) => ({
    coverage: cases / all.cases,
    density: points === 0 ? 0 : cases / points,
    mass: points / all.points,
  });
  const inside = countIn(data, box, open);
  const loss = (input: number) => {
    const wider = countIn(data, without(data, box, input), open);
    return inside.cases / inside.points - wider.cases / wider.points;
  };
  return {
    limits: data.values.map((_, input) => limitsOf(data, box, input)),
    restricted: data.values
      .map((_, input) => input)
      .filter((input) => isRestricted(data, box, input))
      .map((input) => ({ input, loss: loss(input) }))
      .sort((a, b) => b.loss - a.loss)
      .map(({ input }) => input),
    quasiP: data.values.map((_, input) => (isRestricted(data, box, input) ? quasiP(data, box, open, input) : 1)),
    ...share(inside),
    trajectory: steps.map(share),
  };
}

/** Limits half-way to the first value left out; the ends of the data where nothing is. */
function limitsOf(data: Ranked, box: RankBox, input: number): [number, number] {
  const values = data.values[input] as Float64Array;
  const low = box.low[input] as number;
  const high = box.high[input] as number;
  const between = (a: number, b: number) => a + (b - a) / 2;
  return [
    low === 0 ? (values[0] as number) : between(values[low - 1] as number, values[low] as number),
    high === values.length - 1 ? (values[high] as number) : between(values[high] as number, values[high + 1] as number),
  ];
}
