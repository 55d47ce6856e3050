import { Cells } from "../fit/cells.ts";
import { Fitter } from "../fit/fitter.ts";
import { mainEffects, modelOf, pairs, setName } from "../model/model.ts";
import { members } from "../model/sets.ts";
import { type ListTable, margin, observed } from "../table/table.ts";
import type { Readiness } from "./results.ts";

type Finding = Readiness["findings"][number];

/** What can be known from the table before any estimate: whether one exists at all, and what it would hang on. */
export function readiness(table: ListTable): Readiness {
  const { lists } = table;
  const people = observed(table);
  const overlaps = pairs(lists.length).map((pair) => {
    const [first = 0, second = 0] = members(pair);
    return { pair, lists: [lists[first] ?? "", lists[second] ?? ""] as const, people: margin(table, pair) };
  });
  const shared = table.histories.reduce(
    (sum, history, row) => (history & (history - 1) ? sum + (table.counts[row] ?? 0) : sum),
    0,
  );
  const stop = stops(table, shared);
  // Where nothing can be estimated, what an estimate would hang on is beside the point.
  const findings: Finding[] =
    stop.length > 0
      ? stop
      : [...thinOverlap(table, people, shared, overlaps), ...shapeOfLists(table, people, shared), ...allPairs(table)];
  const order = { stop: 0, caution: 1, note: 2 };
  findings.sort((a, b) => order[a.gravity] - order[b.gravity]);
  const verdict = findings.some(({ gravity }) => gravity === "stop")
    ? "refuse"
    : findings.some(({ gravity }) => gravity === "caution")
      ? "caution"
      : "ready";
  return {
    verdict,
    findings,
    reasons:
      findings.length > 0
        ? findings.map(({ text }) => text)
        : ["Every pair of lists shares people, and the model of all pairs has an estimate."],
    overlaps: overlaps.map(({ lists: names, people: both }) => ({ lists: [names[0], names[1]], people: both })),
  };
}

function stops(table: ListTable, shared: number): Finding[] {
  const { lists } = table;
  const empty = lists.filter((_, list) => margin(table, 1 << list) === 0);
  if (empty.length > 0)
    return [
      {
        code: "empty-list",
        gravity: "stop",
        text: `Nobody is on ${nameAll(empty)}: leave ${empty.length === 1 ? "it" : "them"} out, an empty list says nothing.`,
      },
    ];
  if (shared === 0)
    return [
      {
        code: "no-overlap",
        gravity: "stop",
        text: `${lists.length === 2 ? `${lists[0]} and ${lists[1]} have nobody in common` : "No two lists have anybody in common"}: any total, however large, would fit the data.`,
      },
    ];
  const status = new Fitter(lists.length).fit(Cells.of(table), mainEffects(lists.length));
  if (status === 0) return [];
  return [
    status === 1
      ? {
          code: "no-estimate",
          gravity: "stop",
          text: "Even with independent lists the overlaps allow no finite estimate: the likelihood keeps rising as the total grows.",
        }
      : {
          code: "not-identifiable",
          gravity: "stop",
          text: "The histories seen are too few to tell even independent lists' parameters apart.",
        },
  ];
}

function thinOverlap(
  table: ListTable,
  people: number,
  shared: number,
  overlaps: readonly { pair: number; people: number }[],
): Finding[] {
  const { lists } = table;
  const findings: Finding[] = [];
  if (shared > 0 && shared < 20)
    findings.push({
      code: "few-shared",
      gravity: "caution",
      text: `Only ${shared} of ${people} people are on two lists or more; a handful of matches decides the answer.`,
    });
  const groups = separateGroups(
    lists.length,
    overlaps.filter(({ people: both }) => both > 0).map(({ pair }) => pair),
  );
  if (shared > 0 && groups.length > 1)
    findings.push({
      code: "never-meet",
      gravity: "caution",
      text: `The lists fall into groups that never meet: ${groups.map((group) => setName(group, lists).replaceAll(":", ", ")).join(" | ")}.`,
    });
  const none = overlaps
    .filter(({ people: both }) => both === 0)
    .map(({ pair }) => setName(pair, lists).replace(":", " and "));
  if (none.length > 0 && shared > 0)
    findings.push({
      code: "empty-pairs",
      gravity: "caution",
      text: `${none.length} of ${overlaps.length} pairs of lists share nobody: ${few(none)}. An interaction there goes to minus infinity.`,
    });
  const small = overlaps.filter(({ people: both }) => both > 0 && both < 5);
  if (small.length > 0)
    findings.push({
      code: "small-overlaps",
      gravity: "note",
      text: `${small.length === 1 ? "1 pair shares" : `${small.length} pairs share`} fewer than five people: ${few(small.map(({ pair }) => setName(pair, lists).replace(":", " and ")))}.`,
    });
  return findings;
}

function shapeOfLists(table: ListTable, people: number, shared: number): Finding[] {
  const { lists } = table;
  const findings: Finding[] = [];
  if (lists.length === 2)
    findings.push({
      code: "two-lists",
      gravity: "caution",
      text: "With two lists nothing can show whether being on one makes being on the other likelier; independence is assumed.",
    });
  if (people < 100)
    findings.push({
      code: "few-people",
      gravity: "caution",
      text: `${people} people are few for any choice of model; expect a wide interval.`,
    });
  for (const [list, name] of lists.entries()) {
    const bit = 1 << list;
    const own = margin(table, bit);
    const through = table.histories.reduce(
      (sum, history, row) => (history & (history - 1) && history & bit ? sum + (table.counts[row] ?? 0) : sum),
      0,
    );
    if (lists.length > 2 && shared > 0 && through >= 0.9 * shared)
      findings.push({
        code: "one-list",
        gravity: "caution",
        text: `${name} takes part in ${Math.round((100 * through) / shared)}% of all overlaps: without it almost nothing could be said.`,
      });
    if (own >= 0.8 * people)
      findings.push({
        code: "dominant-list",
        gravity: "caution",
        text: `${name} holds ${Math.round((100 * own) / people)}% of everyone seen; the other lists mostly repeat it.`,
      });
    const container = lists.findIndex(
      (_, other) => other !== list && own > 0 && margin(table, bit | (1 << other)) === own,
    );
    if (container >= 0)
      findings.push({
        code: "nested-list",
        gravity: "caution",
        text: `Everybody on ${name} is also on ${lists[container] ?? ""}: it may be a part of that list, not a list of its own.`,
      });
  }
  if (lists.length > 6)
    findings.push({
      code: "many-lists",
      gravity: "note",
      text: `With ${lists.length} lists the models are too many to try all; BIC is searched, not enumerated.`,
    });
  return findings;
}

function allPairs(table: ListTable): Finding[] {
  const lists = table.lists.length;
  // Beyond seven lists the check of the largest pair model costs more than it tells.
  if (lists < 3 || lists > 7) return [];
  const cells = Cells.of(table);
  if (cells.people === 0) return [];
  const status = new Fitter(lists).fit(cells, modelOf(lists, pairs(lists)));
  if (status === 0) return [];
  return [
    {
      code: "all-pairs",
      gravity: "note",
      text: `The model with every pair of lists dependent has no estimate (${status === 1 ? "it does not exist" : status === 2 ? "it is not identifiable" : "neither existing nor identifiable"}); smaller models must be chosen.`,
    },
  ];
}

function separateGroups(lists: number, meeting: readonly number[]): number[] {
  let groups = Array.from({ length: lists }, (_, list) => 1 << list);
  for (const pair of meeting) {
    const touched = groups.filter((group) => group & pair);
    groups = [...groups.filter((group) => !(group & pair)), touched.reduce((all, group) => all | group, 0)];
  }
  return groups.sort((a, b) => a - b);
}

function nameAll(names: readonly string[]): string {
  return names.join(", ");
}

function few(names: readonly string[]): string {
  return names.length <= 4 ? names.join(", ") : `${names.slice(0, 4).join(", ")} and ${names.length - 4} more`;
}
