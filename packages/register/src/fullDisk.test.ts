import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onSmallDisk, withoutSmallDisk } from "./testing/smallDisk.ts";

let scratch: string;
let reason: string | undefined;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "full-"));
  // PostgreSQL's user must pass through it when the tests run as root.
  chmodSync(scratch, 0o711);
  reason = withoutSmallDisk(join(scratch, "probe"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

type Told = {
  refused: number;
  refusals: [code: string, sentence: string][];
  acknowledged: number;
  whole: number;
  cases: number;
  halves: number;
  imported: number;
  keys: number;
  unfinished: string[];
  broken: string | null;
};

async function tell(what: string, size: string): Promise<Told> {
  const out = await onSmallDisk(size, join(scratch, what, "small"), "fullDisk.ts", [
    what,
    join(scratch, what, "small"),
    join(scratch, what, "large"),
  ]);
  return JSON.parse(out.trim().split("\n").at(-1) ?? "") as Told;
}

const sentence = /^[^\n]{20,300}\.$/;

describe("a full disk", () => {
  test.for<readonly [what: string, size: string, codes: readonly string[]]>([
    ["database", "220m", ["disk.full", "database.away"]],
    ["journal", "220m", ["database.away", "disk.full"]],
    ["keys", "1m", ["disk.full"]],
    ["target", "1m", ["disk.full"]],
  ])(
    "of the %s: refused in one sentence, nothing acknowledged lost, none half-written, and it goes on once there is room",
    { timeout: 180_000 },
    async ([what, size, codes], context) => {
      if (reason !== undefined) context.skip(`no small disk can be made here: ${reason}`);
      const told = await tell(what, size);
      expect(told.refused).toBeGreaterThan(0);
      expect(told.refusals.length).toBeGreaterThan(0);
      expect(told.refusals.map(([code]) => code)).toContain(codes[0]);
      for (const [code, said] of told.refusals) {
        expect(codes, said).toContain(code);
        expect(said).toMatch(sentence);
        expect(said).not.toMatch(/ENOSPC|pg_|53100|\.ts/);
      }
      expect(told).toMatchObject({ whole: told.acknowledged, halves: 0, imported: 0, unfinished: [], broken: null });
      // Where a commit was cut nobody knows at first whether it came to be; nowhere else may there be more than acknowledged.
      expect(told.cases - told.acknowledged).toBeLessThanOrEqual(what === "journal" ? told.refused + 60 : 0);
      expect(told.cases).toBeGreaterThanOrEqual(told.acknowledged);
      // A key without a record is left only where nobody could tell whether the record was saved.
      expect(told.keys - told.cases).toBeGreaterThanOrEqual(0);
      expect(told.keys - told.cases).toBeLessThanOrEqual(what === "journal" ? told.refused + 60 : 0);
    },
  );
});
