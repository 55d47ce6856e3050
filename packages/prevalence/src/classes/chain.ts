import { exp, log, stream } from "@counterweight/kernel";
import { type ListTable, observed } from "../table/table.ts";
import { ChainRandom } from "./random.ts";

export type ChainInput = {
  readonly table: ListTable;
  readonly seed: number;
  readonly classes: number;
  /** Prior of the concentration: Gamma(shape, rate). */
  readonly shape: number;
  readonly rate: number;
  readonly burnIn: number;
  readonly samples: number;
  readonly thin: number;
  /** The unseen are redrawn while above this multiple of the people seen. */
  readonly cap: number;
};

export type ChainTrace = {
  readonly unseen: Float64Array;
  readonly occupied: Float64Array;
  /** Probability of being missed by every list. */
  readonly missed: Float64Array;
  /** Draws of the unseen that the cap refused after burn-in. */
  readonly refused: number;
};

const WARM_UP = 500;
/** A share of this much of what is left takes everyone left: the rest is below the last digit. */
const ALL = 1 - 1e-13;

/**
 * Gibbs sampler for latent classes (Manrique-Vallier 2016): a truncated stick-breaking mixture of classes inside which the
 * lists are independent; prior 1/N on the total. One chain, a pure function of the seed and its index.
 */
export function runChain(input: ChainInput, index: number): ChainTrace {
  const chain = new Chain(input, index);
  chain.warmUp();
  const { burnIn, samples, thin } = input;
  for (let sweep = 0; sweep < burnIn; sweep++) chain.sweep(true);
  chain.refused = 0;
  const unseen = new Float64Array(samples);
  const occupied = new Float64Array(samples);
  const missed = new Float64Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    for (let sweep = 0; sweep < thin; sweep++) chain.sweep(true);
    unseen[sample] = chain.unseen;
    occupied[sample] = chain.occupied();
    missed[sample] = chain.missed;
  }
  return { unseen, occupied, missed, refused: chain.refused };
}

export class Chain {
  unseen = 0;
  missed = 0;
  refused = 0;
  private readonly random: ChainRandom;
  private readonly lists: number;
  private readonly classes: number;
  private readonly people: number;
  private readonly histories: Int32Array;
  private readonly counts: Int32Array;
  private readonly input: ChainInput;
  private alpha: number;
  private readonly weights: Float64Array;
  private lastLogWeight = 0;
  /** Capture and miss probability by class, then list. */
  private readonly capture: Float64Array;
  private readonly miss: Float64Array;
  private readonly captured: Int32Array;
  private readonly seen: Int32Array;
  private readonly hidden: Int32Array;
  private readonly shares: Float64Array;
  /** Class weight times probability of each history; empty where histories outnumber those seen by far. */
  private readonly joint: Float64Array;
  private readonly cells: number;

  constructor(input: ChainInput, index: number) {
    const { table, classes } = input;
    const lists = table.lists.length;
    this.input = input;
    this.random = new ChainRandom(stream(input.seed, "latent classes", index));
    this.lists = lists;
    this.classes = classes;
    this.people = observed(table);
    // Common histories first: the sampler spends its time on the rare ones either way, but memory stays in order.
    const rows = table.histories
      .map((history, row) => ({ history, count: table.counts[row] ?? 0 }))
      .filter(({ count }) => count > 0);
    this.histories = Int32Array.from(rows, ({ history }) => history);
    this.counts = Int32Array.from(rows, ({ count }) => count);
    this.alpha = 0.3 / classes;
    this.weights = new Float64Array(classes).fill(1 / classes);
    this.capture = new Float64Array(classes * lists);
    this.miss = new Float64Array(classes * lists);
    this.captured = new Int32Array(classes * lists);
    this.seen = new Int32Array(classes);
    this.hidden = new Int32Array(classes);
    this.shares = new Float64Array(classes);
    this.cells = 1 << lists;
    this.joint = new Float64Array(this.cells <= 4 * rows.length + 16 ? classes * this.cells : 0);
    this.start(index);
  }

  /** Every second chain starts from list frequencies among the seen, the others as if twenty times as many were hidden. */
  private start(index: number): void {
    const dilution = index % 2 === 0 ? 1 : 20;
    for (let list = 0; list < this.lists; list++) {
      let on = 0;
      for (let row = 0; row < this.histories.length; row++)
        if (((this.histories[row] as number) >> list) & 1) on += this.counts[row] as number;
      const frequency = Math.min(0.99, Math.max(1e-4, on / this.people));
      for (let k = 0; k < this.classes; k++) {
        const p = dilution > 1 && k > 0 ? frequency / dilution : frequency;
        this.capture[k * this.lists + list] = p;
        this.miss[k * this.lists + list] = 1 - p;
      }
    }
    let heaviest = 0;
    for (let k = 0; k < this.classes; k++) {
      heaviest = 0.5 ** (k + 1);
      this.weights[k] = heaviest;
    }
    this.lastLogWeight = log(heaviest);
    if (dilution > 1) {
      this.unseen = Math.min(this.input.cap, 18) * this.people;
      this.hidden[1] = this.unseen;
    }
  }

  warmUp(): void {
    for (let sweep = 0; sweep < WARM_UP; sweep++) this.sweep(false);
    this.relabel();
  }

  occupied(): number {
    let count = 0;
    for (let k = 0; k < this.classes; k++) if ((this.seen[k] as number) + (this.hidden[k] as number) > 0) count++;
    return count;
  }

  sweep(withConcentration: boolean): void {
    this.assignSeen();
    this.drawCaptures();
    this.drawWeights();
    this.drawUnseen();
    this.assignUnseen();
    if (withConcentration) {
      const { shape, rate } = this.input;
      this.alpha = this.random.gammaAboveOne(shape + this.classes - 1) / (rate - this.lastLogWeight);
    }
  }

  private assignSeen(): void {
    const { random, classes, captured, seen, shares, histories, counts, joint, cells } = this;
    captured.fill(0);
    seen.fill(0);
    if (joint.length > 0) this.fillJoint();
    for (let row = 0; row < histories.length; row++) {
      const history = histories[row] as number;
      let total = 0;
      for (let k = 0; k < classes; k++) {
        const share = joint.length > 0 ? (joint[k * cells + history] as number) : this.share(k, history);
        shares[k] = share;
        total += share;
      }
      let left = counts[row] as number;
      if (left <= 4) {
        for (; left > 0; left--) {
          let u = random.coarse() * total;
          let k = 0;
          while (k < classes - 1 && u >= (shares[k] as number)) u -= shares[k++] as number;
          this.put(history, k, 1);
        }
        continue;
      }
      for (let k = 0; k < classes && left > 0; k++) {
        const share = shares[k] as number;
        const count = k === classes - 1 || share >= total * ALL ? left : random.binomial(left, share / total);
        total -= share;
        if (count === 0) continue;
        left -= count;
        this.put(history, k, count);
      }
    }
  }

  /** Weight of class k times the probability of a history in it. */
  private share(k: number, history: number): number {
    const { lists, weights, capture, miss } = this;
    let share = weights[k] as number;
    for (let list = 0; list < lists; list++)
      share *= (history >> list) & 1 ? (capture[k * lists + list] as number) : (miss[k * lists + list] as number);
    return share;
  }

  /** The same for all histories at once, one list after another: a multiplication a cell. */
  private fillJoint(): void {
    const { joint, cells, lists, classes, weights, capture, miss } = this;
    for (let k = 0; k < classes; k++) {
      const offset = k * cells;
      joint[offset] = weights[k] as number;
      for (let list = 0, width = 1; list < lists; list++, width <<= 1) {
        const p = capture[k * lists + list] as number;
        const q = miss[k * lists + list] as number;
        for (let at = offset; at < offset + width; at++) {
          const value = joint[at] as number;
          joint[at + width] = value * p;
          joint[at] = value * q;
        }
      }
    }
  }

  private put(history: number, k: number, count: number): void {
    const { captured, seen, lists } = this;
    seen[k] = (seen[k] as number) + count;
    const offset = k * lists;
    for (let list = 0; list < lists; list++)
      if ((history >> list) & 1) captured[offset + list] = (captured[offset + list] as number) + count;
  }

  private drawCaptures(): void {
    const { random, lists, classes, capture, miss, captured, seen, hidden } = this;
    for (let k = 0; k < classes; k++) {
      const members = (seen[k] as number) + (hidden[k] as number);
      for (let at = k * lists; at < (k + 1) * lists; at++) {
        const hits = captured[at] as number;
        const p = random.beta(1 + hits, 1 + members - hits);
        capture[at] = p;
        miss[at] = 1 - p;
      }
    }
  }

  /** Stick-breaking in logarithms: with a small concentration what is left falls below any number. */
  private drawWeights(): void {
    const { random, classes, weights, seen, hidden, alpha } = this;
    let later = 0;
    for (let k = 0; k < classes; k++) later += (seen[k] as number) + (hidden[k] as number);
    let left = 0;
    for (let k = 0; k < classes - 1; k++) {
      const members = (seen[k] as number) + (hidden[k] as number);
      later -= members;
      if (members === 0 && later === 0) {
        // Beta(1, alpha): 1 - V = U^(1 / alpha).
        const rest = log(random.uniform()) / alpha;
        weights[k] = exp(left) * (1 - exp(rest));
        left += rest;
        continue;
      }
      const first = log(random.gammaAboveOne(1 + members));
      const second = random.logGammaDraw(alpha + later);
      const larger = Math.max(first, second);
      const both = larger + log(exp(first - larger) + exp(second - larger));
      weights[k] = exp(left + first - both);
      left += second - both;
    }
    weights[classes - 1] = exp(left);
    this.lastLogWeight = left;
  }

  private drawUnseen(): void {
    const { random, lists, classes, weights, miss, shares, people, input } = this;
    let missed = 0;
    let caught = 0;
    for (let k = 0; k < classes; k++) {
      let share = 1;
      for (let at = k * lists; at < (k + 1) * lists; at++) share *= miss[at] as number;
      const weight = weights[k] as number;
      shares[k] = weight * share;
      missed += weight * share;
      caught += weight * (1 - share);
    }
    this.missed = missed;
    // Negative binomial: failures before the n-th success are Poisson with a Gamma(n) mean.
    const odds = missed / Math.max(caught, 1e-300);
    for (let attempt = 0; ; attempt++) {
      const drawn = random.poisson(random.gammaAboveOne(people) * odds);
      if (drawn <= input.cap * people || attempt > 10_000) {
        this.unseen = Math.min(drawn, input.cap * people);
        return;
      }
      this.refused++;
    }
  }

  private assignUnseen(): void {
    const { random, classes, shares, hidden } = this;
    let total = this.missed;
    let left = this.unseen;
    for (let k = 0; k < classes; k++) {
      const share = shares[k] as number;
      const count =
        left === 0 ? 0 : k === classes - 1 || share >= total * ALL ? left : random.binomial(left, share / total);
      hidden[k] = count;
      left -= count;
      total -= share;
    }
  }

  /** Heaviest class first, so that stick-breaking starts from its own order. */
  private relabel(): void {
    const { classes, lists, weights, capture, miss, hidden, seen } = this;
    const order = Array.from({ length: classes }, (_, k) => k).sort(
      (a, b) => (weights[b] as number) - (weights[a] as number),
    );
    const by = (values: Float64Array | Int32Array, width: number) => {
      const copy = values.slice();
      for (const [to, from] of order.entries())
        for (let at = 0; at < width; at++) values[to * width + at] = copy[from * width + at] as number;
    };
    by(weights, 1);
    by(seen, 1);
    by(hidden, 1);
    by(capture, lists);
    by(miss, lists);
  }
}
