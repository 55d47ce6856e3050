import type { Stream } from "@counterweight/kernel";
import { members, size } from "../model/sets.ts";
import { type ListTable, makeTable } from "./table.ts";

/** The table as it would be had one list never been kept: who was on that list alone is no longer seen. */
export function withoutList(table: ListTable, list: number): ListTable | undefined {
  const low = (1 << list) - 1;
  return rebuilt(
    table.lists.filter((_, index) => index !== list),
    table,
    (history) => (history & low) | ((history >> 1) & ~low),
  );
}

/** Two lists taken as one, standing where the first stood. */
export function mergeLists(table: ListTable, first: number, second: number): ListTable | undefined {
  const [a, b] = first < second ? [first, second] : [second, first];
  const joined = {
    ...table,
    lists: table.lists.map((name, list) => (list === a ? `${name}+${table.lists[b] ?? ""}` : name)),
  };
  const low = (1 << b) - 1;
  return rebuilt(
    joined.lists.filter((_, list) => list !== b),
    table,
    (history) => {
      const moved = (history >> b) & 1 ? history | (1 << a) : history;
      return (moved & low) | ((moved >> 1) & ~low);
    },
  );
}

/** The people on one list, seen by the others: how many they are is known, so estimating them tests the method. */
export function heldOut(table: ListTable, list: number): ListTable | undefined {
  const rows = table.histories.flatMap((history, row) =>
    (history >> list) & 1 ? [{ history, count: table.counts[row] ?? 0 }] : [],
  );
  return withoutList(
    { lists: table.lists, histories: rows.map(({ history }) => history), counts: rows.map(({ count }) => count) },
    list,
  );
}

/** Each person kept with probability `share`. */
export function thinned(table: ListTable, share: number, random: Stream): ListTable {
  return { ...table, counts: table.counts.map((count) => random.binomial(count, share)) };
}

/**
 * The expected table had linkage been without error, if a share `missed` of links was not made and a share `wrong` of
 * those made joins two people. A missed link showed one person as two: all lists but one, and that one. Counts become
 * fractions, and no count falls below 0.
 */
export function relinked(table: ListTable, missed: number, wrong: number): { histories: number[]; counts: number[] } {
  const counts = new Map<number, number>();
  const add = (history: number, count: number) => counts.set(history, (counts.get(history) ?? 0) + count);
  for (const [row, history] of table.histories.entries()) {
    const count = table.counts[row] ?? 0;
    add(history, count);
    const on = size(history);
    if (on < 2) continue;
    const mended = (count * (1 - wrong)) / (1 - missed) - count;
    add(history, mended);
    for (const list of members(history)) {
      add(history & ~(1 << list), -mended / on);
      add(1 << list, -mended / on);
    }
  }
  return { histories: [...counts.keys()], counts: [...counts.values()].map((count) => Math.max(0, count)) };
}

function rebuilt(lists: readonly string[], table: ListTable, move: (history: number) => number): ListTable | undefined {
  const rows = table.histories
    .map((history, row) => ({ history: move(history), count: table.counts[row] ?? 0 }))
    .filter(({ history, count }) => history !== 0 && count > 0);
  if (lists.length < 2 || rows.length === 0) return undefined;
  return makeTable(lists, rows);
}
