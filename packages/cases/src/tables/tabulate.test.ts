import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generateRecords } from "../generator/generate.ts";
import { recordOf, said } from "../testing/records.ts";
import { standards } from "../testing/standards.ts";
import { suppress } from "./suppress.ts";
import { mayBeCounted, tabulate } from "./tabulate.ts";

/** CTDC's example: five people, one of whom has no value in the group. */
const five = [
  recordOf({ "control.debt_bondage": said(), "control.false_promises": said() }),
  recordOf({ "control.debt_bondage": said() }),
  recordOf({ "control.false_promises": said() }),
  recordOf({ "control.withholds_documents": said() }),
  recordOf({ "control.physical_abuse": said("unknown") }),
];

describe("tables", () => {
  test("the denominator rule: five people give 50%, 50% and 25%, not 40%, 40% and 20%", () => {
    const table = tabulate(standards, five, ["means"], { inside: true });
    expect(table.rows.map(({ label, count, share }) => [label, count, share])).toEqual([
      ["Debt bondage", 2, 0.5],
      ["False promises", 2, 0.5],
      ["Withholds documents", 1, 0.25],
    ]);
    expect([table.denominator, table.people]).toEqual([4, 5]);
  });

  test("small counts do not leave, nor does anything they could be worked out from", () => {
    const leaving = tabulate(standards, five, ["means"]);
    expect([leaving.rows, leaving.suppressed, leaving.denominator, leaving.people]).toEqual([
      [],
      3,
      undefined,
      undefined,
    ]);
    expect(suppress([90, 7, 3], 100, 5, true)).toEqual(new Set([1, 2]));
    expect(suppress([90, 7, 3], 100, 5, false)).toEqual(new Set([2]));
    expect([...suppress([98, 40], 100, 5, false)]).toEqual([0]);
    expect([...suppress([50, 50], 100, 5, true)]).toEqual([]);
  });

  test("no shown table of one value a person lets a hidden count be worked out to under the limit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 2, max: 10 }),
        (counts, least) => {
          const total = counts.reduce((sum, count) => sum + count, 0);
          const hidden = suppress(counts, total, least, true);
          const rest = [...hidden].reduce((sum, index) => sum + (counts[index] ?? 0), 0);
          expect(counts.some((count, index) => count > 0 && count < least && !hidden.has(index))).toBe(false);
          expect(hidden.size === 0 || hidden.size === counts.length || (hidden.size >= 2 && rest >= least)).toBe(true);
        },
      ),
      { numRuns: 500, seed: 3 },
    );
  });

  test("withdrawn, refused and ended consent take a person out, and are counted", () => {
    const withdrawn = { ...recordOf({}), consents: [{ given: true, purpose: "statistics", withdrawn: "2026-01-05" }] };
    expect(mayBeCounted(withdrawn)).toBe(false);
    expect(mayBeCounted({ ...recordOf({}), consents: [{ given: false }] })).toBe(false);
    expect(mayBeCounted({ ...recordOf({}), consents: [{ given: true, until: "2026-01" }] }, "2026-02-01")).toBe(false);
    expect(mayBeCounted({ ...recordOf({}), consents: [{ given: true, until: "2026-02" }] }, "2026-02-01")).toBe(true);
    expect(mayBeCounted({ ...recordOf({}), consents: [{ given: false, purpose: "police" }] })).toBe(true);
    expect(tabulate(standards, [...five, withdrawn], ["means"], { inside: true }).leftOut).toBe(1);
  });

  test("two dimensions, and a name that is none", () => {
    const records = generateRecords(standards, { count: 800, seed: 2, shape: "ctdc" });
    const table = tabulate(standards, records, ["gender", "purpose"]);
    expect(table.rows[0]?.label).toMatch(/ · /);
    expect(table.rows.every(({ count }) => count >= 10)).toBe(true);
    expect(() => tabulate(standards, records, ["gendr"])).toThrow(/expected gender/);
    expect(() => tabulate(standards, records, [])).toThrow(/one, or two/);
  });
});
