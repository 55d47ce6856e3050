import { Problem } from "@counterweight/kernel";
import { compareSets } from "../model/sets.ts";

/** At most this many lists: with 21 there would be two million possible histories. */
export const MOST_LISTS = 20;

/** More people than live, in one history: a slip of the pen, and too many for exact sums. */
const MOST_PEOPLE = 1e10;

/**
 * How many people were seen on which lists. Bit j of a history says that the person is on list j. Histories with people
 * stand once each, few lists first, so that the order of a file's rows changes no digit of any result.
 */
export type ListTable = {
  readonly lists: readonly string[];
  readonly histories: readonly number[];
  /** People with exactly that history: whole numbers above 0. */
  readonly counts: readonly number[];
};

/** Checks and merges rows into a table: equal histories are added up. Errors name the row as `where` gives it. */
export function makeTable(
  lists: readonly string[],
  rows: readonly { readonly history: number; readonly count: number; readonly where?: string }[],
  where?: string,
): ListTable {
  const place = (row?: string) => {
    const text = [where, row].filter((part) => part !== undefined && part !== "").join(", ");
    return text === "" ? {} : { where: text };
  };
  if (lists.length < 2 || lists.length > MOST_LISTS)
    throw new Problem({
      code: "count.lists",
      what: `there ${lists.length === 1 ? "is 1 list" : `are ${lists.length} lists`}`,
      expected: `2 to ${MOST_LISTS} lists`,
      doThis:
        lists.length < 2 ? "one list alone says nothing about who is missing from it" : "merge lists that work alike",
      ...place(),
    });
  const repeated = lists.find((name, index) => lists.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new Problem({
      code: "count.list-twice",
      what: `two lists are called "${repeated}"`,
      doThis: "give each list its own name",
      ...place(),
    });
  const total = new Map<number, number>();
  for (const { history, count, where: row } of rows) {
    if (!Number.isSafeInteger(count) || count < 0 || count > MOST_PEOPLE)
      throw new Problem({
        code: "count.not-whole",
        what: `the count is ${Number.isFinite(count) ? count : "not a number"}`,
        expected: count > MOST_PEOPLE ? "fewer people than live on Earth" : "a whole number of people, 0 or more",
        ...place(row),
      });
    if (history === 0) {
      if (count === 0) continue;
      throw new Problem({
        code: "count.nobody-row",
        what: `the row with 0 for every list counts ${count} people`,
        expected: "only people seen on at least one list",
        doThis: "leave the row out: how many were never seen is what is to be estimated",
        ...place(row),
      });
    }
    if (count > 0) total.set(history, (total.get(history) ?? 0) + count);
  }
  if (total.size === 0)
    throw new Problem({
      code: "count.empty",
      what: "nobody is on any list",
      expected: "at least one row with a count above 0",
      ...place(),
    });
  const histories = [...total.keys()].sort(compareSets);
  return { lists, histories, counts: histories.map((history) => total.get(history) ?? 0) };
}

/** People seen on at least one list. */
export function observed(table: ListTable): number {
  return table.counts.reduce((sum, count) => sum + count, 0);
}

/** People on every list of the set, whatever other lists they are on. */
export function margin(table: ListTable, set: number): number {
  return table.histories.reduce(
    (sum, history, row) => ((history & set) === set ? sum + (table.counts[row] ?? 0) : sum),
    0,
  );
}

/** A history written as in the published tables: "1010" for a person on the first and third of four lists. */
export function historyText(history: number, lists: number): string {
  return Array.from({ length: lists }, (_, list) => (history >> list) & 1).join("");
}
