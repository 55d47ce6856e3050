import { exp, log } from "@counterweight/kernel";
import type { Model } from "../model/model.ts";
import { size } from "../model/sets.ts";
import type { Cells } from "./cells.ts";
import { solveInPlace, substitute } from "./cholesky.ts";
import { estimateExists } from "./existence.ts";
import { isIdentifiable } from "./identifiable.ts";
import { addSubsets, addSupersets } from "./lattice.ts";

/** 0: fine; 1: no maximum likelihood estimate exists; 2: the parameters cannot be told apart; 3: both. */
export type FitStatus = 0 | 1 | 2 | 3;

/** Above ten lists the exact existence check is out of reach; there the Newton certificate decides alone. */
const MOST_LISTS_FOR_EXACT_CHECK = 10;
const LOWEST = -745;

/**
 * Poisson log-linear fits on the lattice of histories: extended maximum likelihood by Newton's method. One object holds
 * the workspace for many fits; the fields describe the last one. `status` above 0 leaves the other fields without meaning.
 *
 * Existence needs no separate check where the fit converges: with step d, x_w = mu_w (1 + f_d(w)) satisfies the margins
 * exactly, and is positive in every kept cell as long as f_d(w) > -1. A positive solution of the margins is what existence
 * means (Fienberg and Rinaldo 2012). Where none exists some f_d(w) stays at -1 or below, and the exact check decides.
 */
export class Fitter {
  readonly cellCount: number;
  status: FitStatus = 0;
  /** Parameters at minus infinity because nobody is on all lists of the set. */
  dropped = 0;
  /** Fitted number never seen, exp(intercept). */
  unseen = 0;
  logLikelihood = 0;
  deviance = 0;
  /** Expected number of people on every list of a set, superset sums of the fitted means (cell 0 counts only in profiles). */
  readonly expected: Float64Array;
  /** Kept sets and their coefficients; the first `keptCount` entries count. */
  kept: Int32Array;
  coefficients: Float64Array;
  keptCount = 0;
  /** Newton steps of the last fit. */
  steps = 0;
  /** Coefficients by set, where the next fit starts from with `warm`. */
  readonly bySet: Float64Array;
  private readonly alive: Uint8Array;
  private allAlive = true;
  private readonly eta: Float64Array;
  private information: Float64Array;
  private gradient: Float64Array;
  private previous: Float64Array;

  constructor(lists: number) {
    this.cellCount = 1 << lists;
    this.expected = new Float64Array(this.cellCount);
    this.eta = new Float64Array(this.cellCount);
    this.bySet = new Float64Array(this.cellCount);
    this.alive = new Uint8Array(this.cellCount);
    this.kept = new Int32Array(0);
    this.coefficients = new Float64Array(0);
    this.information = new Float64Array(0);
    this.gradient = new Float64Array(0);
    this.previous = new Float64Array(0);
  }

  /** Fits `model`; with `warm` it starts from the coefficients in `bySet` (those of the last successful fit, or set by hand). */
  fit(cells: Cells, model: Model, warm = false): FitStatus {
    this.split(cells, model);
    const withUnseen = (cells.counts[0] as number) > 0;
    const identifiable = withUnseen || this.keptCount < 2 || this.identifiable();
    if (!identifiable) {
      this.status = this.exists(cells) ? 2 : 3;
      return this.status;
    }
    if (warm)
      for (let j = 0; j < this.keptCount; j++) this.coefficients[j] = this.bySet[this.kept[j] as number] as number;
    else this.coldStart(cells, withUnseen);
    this.status = this.newton(cells, withUnseen) ? 0 : 1;
    if (this.status === 0) this.finish(cells);
    return this.status;
  }

  /** The exact check alone, without a fit. */
  check(cells: Cells, model: Model): FitStatus {
    this.split(cells, model);
    const exists = this.exists(cells);
    return this.identifiable() ? (exists ? 0 : 1) : exists ? 2 : 3;
  }

  /**
   * Variance of the intercept, first entry of the inverse information. The information is taken where R's `glm` takes it:
   * at the last but one step of least squares from N + 0.1 with deviance tolerance 1e-8. Against the exact maximum this
   * moves limits by at most a few 1e-5, and published Wald limits come out to the digit. Leaves the fit unchanged but for
   * its coefficients, which are those of the converged model again afterwards.
   */
  interceptVariance(cells: Cells): number {
    const count = this.keptCount;
    const converged = this.coefficients.slice(0, count);
    const withUnseen = (cells.counts[0] as number) > 0;
    const unit = new Float64Array(count);
    let deviance = this.startDeviance(cells);
    this.coldStart(cells, withUnseen);
    // `information` holds the factor of the start's information; from here each round is one more least-squares step.
    for (let step = 0; step < 100; step++) {
      unit.fill(0);
      unit[0] = 1;
      substitute(this.information, unit, count);
      const next = 2 * (cells.saturated - this.evaluate(cells, withUnseen));
      if (Math.abs(next - deviance) / (Math.abs(next) + 0.1) < 1e-8) break;
      deviance = next;
      for (let j = 0; j < count; j++) {
        const set = this.kept[j] as number;
        this.gradient[j] = (cells.margins[set] as number) - (this.expected[set] as number);
      }
      this.fillInformation();
      if (!solveInPlace(this.information, this.gradient, count)) break;
      for (let j = 0; j < count; j++)
        this.coefficients[j] = (this.coefficients[j] as number) + (this.gradient[j] as number);
    }
    this.coefficients.set(converged);
    this.evaluate(cells, withUnseen);
    return unit[0] as number;
  }

  private startDeviance(cells: Cells): number {
    let deviance = 0;
    for (let cell = 1; cell < this.cellCount; cell++) {
      if (!this.isAlive(cell)) continue;
      const count = cells.counts[cell] as number;
      deviance += 2 * ((count > 0 ? count * log(count / (count + 0.1)) : 0) + 0.1);
    }
    return deviance;
  }

  /** Variance of the coefficient of one kept set. */
  variance(set: number): number {
    const unit = new Float64Array(this.keptCount);
    const place = this.kept.subarray(0, this.keptCount).indexOf(set);
    if (place < 0) return Number.NaN;
    this.fillInformation();
    unit[place] = 1;
    return solveInPlace(this.information, unit, this.keptCount) ? unit[place] : Number.NaN;
  }

  isAlive(cell: number): boolean {
    return this.allAlive || this.alive[cell] === 1;
  }

  private split(cells: Cells, model: Model): void {
    const length = model.length;
    if (this.kept.length < length) {
      this.kept = new Int32Array(length);
      this.coefficients = new Float64Array(length);
      this.gradient = new Float64Array(length);
      this.previous = new Float64Array(length);
      this.information = new Float64Array((length * (length + 1)) / 2);
    }
    let kept = 0;
    this.allAlive = true;
    for (let j = 0; j < length; j++) {
      const set = model[j] as number;
      if (cells.margins[set] === 0) {
        if (this.allAlive) {
          this.alive.fill(1);
          this.allAlive = false;
        }
        for (let cell = set; cell < this.cellCount; cell = (cell + 1) | set) this.alive[cell] = 0;
      } else this.kept[kept++] = set;
    }
    this.keptCount = kept;
    this.dropped = length - kept;
  }

  private identifiable(): boolean {
    // Almost always a kept pair cell outside the model shows it at once: 1 - 2 = -1.
    return isIdentifiable(this.kept, this.keptCount, (cell) => this.isAlive(cell), this.eta);
  }

  private exists(cells: Cells): boolean {
    return estimateExists(
      [...this.kept.subarray(0, this.keptCount)],
      this.cellCount,
      (cell) => this.isAlive(cell),
      (cell) => (cells.counts[cell] as number) > 0,
    );
  }

  /** First step of iteratively reweighted least squares from means N + 0.1. */
  private coldStart(cells: Cells, withUnseen: boolean): void {
    const { eta, expected, cellCount, keptCount } = this;
    for (let cell = 0; cell < cellCount; cell++) {
      if ((cell === 0 && !withUnseen) || !this.isAlive(cell)) {
        expected[cell] = 0;
        eta[cell] = 0;
        continue;
      }
      const count = cells.counts[cell] as number;
      const mean = count + 0.1;
      expected[cell] = mean;
      eta[cell] = mean * log(mean) + count - mean;
    }
    addSupersets(expected, cellCount);
    addSupersets(eta, cellCount);
    for (let j = 0; j < keptCount; j++) this.coefficients[j] = eta[this.kept[j] as number] as number;
    this.fillInformation();
    if (!solveInPlace(this.information, this.coefficients, keptCount)) this.startFromMargins(cells);
  }

  private startFromMargins(cells: Cells): void {
    this.coefficients.fill(0);
    this.coefficients[0] = log(cells.people);
    for (let j = 1; j < this.keptCount; j++) {
      const set = this.kept[j] as number;
      if (size(set) === 1) this.coefficients[j] = log(0.5 * (cells.margins[set] as number)) - log(cells.people);
    }
  }

  private fillInformation(): void {
    const { kept, expected, information, keptCount } = this;
    let at = 0;
    for (let i = 0; i < keptCount; i++) {
      const set = kept[i] as number;
      for (let j = 0; j <= i; j++) information[at++] = expected[set | (kept[j] as number)] as number;
    }
  }

  /** Fitted means into `expected` as superset sums; gives the log likelihood without its constants. */
  private evaluate(cells: Cells, withUnseen: boolean): number {
    const { eta, expected, kept, coefficients, cellCount, keptCount } = this;
    eta.fill(0);
    let value = 0;
    for (let j = 0; j < keptCount; j++) {
      const set = kept[j] as number;
      const coefficient = coefficients[j] as number;
      eta[set] = coefficient;
      value += coefficient * (cells.margins[set] as number);
    }
    addSubsets(eta, cellCount);
    expected[0] = withUnseen ? exp(eta[0] as number) : 0;
    if (this.allAlive) for (let cell = 1; cell < cellCount; cell++) expected[cell] = exp(eta[cell] as number);
    else
      for (let cell = 1; cell < cellCount; cell++)
        expected[cell] = this.alive[cell] === 1 ? exp(eta[cell] as number) : 0;
    addSupersets(expected, cellCount);
    return value - expected[0];
  }

  private newton(cells: Cells, withUnseen: boolean): boolean {
    const { kept, coefficients, gradient, previous, expected, keptCount } = this;
    let value = this.evaluate(cells, withUnseen);
    let certified = false;
    for (let step = 1; step <= 200; step++) {
      this.steps = step;
      for (let j = 0; j < keptCount; j++) {
        const set = kept[j] as number;
        gradient[j] = (cells.margins[set] as number) - (expected[set] as number);
      }
      let decrement = 0;
      for (let j = 0; j < keptCount; j++) previous[j] = gradient[j] as number;
      this.fillInformation();
      if (!solveInPlace(this.information, gradient, keptCount)) return this.rescue(cells, withUnseen, certified);
      for (let j = 0; j < keptCount; j++) decrement += (gradient[j] as number) * (previous[j] as number);
      const nearlyDone = decrement < 1e-12;
      if (!certified && (nearlyDone || step >= 7)) certified = this.certificate(withUnseen);
      if (!certified && (nearlyDone || step === 9)) {
        if (this.cellCount > 1 << MOST_LISTS_FOR_EXACT_CHECK) {
          if (nearlyDone) return false;
        } else if (!this.exists(cells)) return false;
        else certified = true;
      }
      for (let j = 0; j < keptCount; j++) {
        previous[j] = coefficients[j] as number;
        coefficients[j] = (coefficients[j] as number) + (gradient[j] as number);
      }
      if (nearlyDone) {
        this.evaluate(cells, withUnseen);
        return true;
      }
      let next = this.evaluate(cells, withUnseen);
      // Halve a step that overshoots; the likelihood is concave, so a short enough one always climbs.
      for (let halving = 1; halving < 40 && !(next >= value - 1e-9 * Math.abs(value)); halving++) {
        const fraction = 2 ** -halving;
        for (let j = 0; j < keptCount; j++)
          coefficients[j] = (previous[j] as number) + fraction * (gradient[j] as number);
        next = this.evaluate(cells, withUnseen);
      }
      value = next;
    }
    return false;
  }

  /** Whether the step in `gradient` moves every kept cell's log mean by more than -1/2 (-1 would do; half is for rounding). */
  private certificate(withUnseen: boolean): boolean {
    const { eta, kept, gradient, keptCount, cellCount } = this;
    eta.fill(0);
    for (let j = 0; j < keptCount; j++) eta[kept[j] as number] = gradient[j] as number;
    addSubsets(eta, cellCount);
    for (let cell = withUnseen ? 0 : 1; cell < cellCount; cell++)
      if (!((eta[cell] as number) > -0.5) && this.isAlive(cell)) return false;
    return true;
  }

  /** A singular information matrix: at the edge where no estimate exists, or a start too far off. */
  private rescue(cells: Cells, withUnseen: boolean, certified: boolean): boolean {
    if (!certified && this.cellCount <= 1 << MOST_LISTS_FOR_EXACT_CHECK && !this.exists(cells)) return false;
    // The means are at the limit of the digits: what has been reached is the estimate or there is none.
    const value = this.evaluate(cells, withUnseen);
    return certified && Number.isFinite(value);
  }

  private finish(cells: Cells): void {
    const { kept, coefficients, keptCount, bySet } = this;
    let fitted = 0;
    for (let j = 0; j < keptCount; j++) {
      const set = kept[j] as number;
      bySet[set] = coefficients[j] as number;
      fitted += (coefficients[j] as number) * (cells.margins[set] as number);
    }
    this.unseen = exp(Math.max(coefficients[0] as number, LOWEST));
    const total = this.expected[0] as number;
    this.logLikelihood = fitted - total - cells.logFactorials;
    this.deviance = Math.max(0, 2 * (cells.saturated - fitted + total));
  }
}
