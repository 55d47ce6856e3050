import { log, logGamma } from "@counterweight/kernel";
import type { ListTable } from "../table/table.ts";
import { addSupersets } from "./lattice.ts";

/** A table laid out on the lattice of histories, with what every fit of it needs. Reusable: `load` overwrites. */
export class Cells {
  readonly lists: number;
  readonly size: number;
  /** People by history; cell 0 is the unseen, empty unless a profile puts a number there. */
  readonly counts: Float64Array;
  /** People on every list of a set (the superset sums of the counts). */
  readonly margins: Float64Array;
  people = 0;
  /** Sum of N log N - N and of log N!, the two constants of deviance and likelihood. */
  saturated = 0;
  logFactorials = 0;

  constructor(lists: number) {
    this.lists = lists;
    this.size = 1 << lists;
    this.counts = new Float64Array(this.size);
    this.margins = new Float64Array(this.size);
  }

  static of(table: ListTable): Cells {
    const cells = new Cells(table.lists.length);
    cells.load(table.histories, table.counts);
    return cells;
  }

  load(histories: ArrayLike<number>, counts: ArrayLike<number>): void {
    this.counts.fill(0);
    this.people = 0;
    this.saturated = 0;
    this.logFactorials = 0;
    for (let row = 0; row < histories.length; row++) this.put(histories[row] as number, counts[row] as number);
    this.margins.set(this.counts);
    addSupersets(this.margins, this.size);
  }

  /** Puts a number of unseen people (any number >= 0) into the empty history, for profile likelihoods. */
  setUnseen(unseen: number): void {
    const change = unseen - (this.counts[0] as number);
    this.counts[0] = unseen;
    this.margins[0] = (this.margins[0] as number) + change;
  }

  private put(history: number, count: number): void {
    this.counts[history] = count;
    this.people += count;
    if (count > 0) {
      this.saturated += count * logCount(count) - count;
      this.logFactorials += logFactorialOf(count);
    }
  }
}

const logs = new Float64Array(4096);
const logFactorials = new Float64Array(4096);

function logCount(count: number): number {
  if (count >= 4096 || !Number.isInteger(count)) return log(count);
  if (logs[count] === 0 && count > 1) logs[count] = log(count);
  return logs[count] as number;
}

function logFactorialOf(count: number): number {
  if (count >= 4096 || !Number.isInteger(count)) return logGamma(count + 1);
  if (logFactorials[count] === 0 && count > 1) logFactorials[count] = logGamma(count + 1);
  return logFactorials[count] as number;
}
