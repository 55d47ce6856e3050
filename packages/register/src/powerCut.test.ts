import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishedHeads } from "./audit/head.ts";
import { verifyAudit } from "./audit/verify.ts";
import { readCase } from "./records/read.ts";
import { type Fixture, openFixture } from "./testing/fixture.ts";
import { dice, runAndKill } from "./testing/kills.ts";
import { copyTables, cutPower } from "./testing/powerCut.ts";

/** The suite keeps a few; `npm run bench register -- --cuts 100` runs the campaign. */
const cuts = Number(process.env["COUNTERWEIGHT_CUTS"] ?? 3);

let fixture: Fixture;
let copy: string;
// A second try of the test writes other numbers.
let runs = 0;
beforeAll(async () => {
  fixture = await openFixture();
  copy = mkdtempSync(join(tmpdir(), "cut-"));
});
afterAll(async () => {
  await fixture.end();
  rmSync(copy, { recursive: true, force: true });
});

test(`${cuts} power cuts, the unflushed tails of journal and keys lost and pages torn: what was acknowledged is there, nothing is half-written, the chain verifies`, async () => {
  const next = dice(20_261_123);
  const who = JSON.stringify(fixture.people.home.caseworker);
  await fixture.register.close();
  fixture.register = { ...fixture.register, close: async () => undefined };
  const run = ++runs;
  let [saved, torn] = [0, 0];
  for (let round = 1; round <= cuts; round++) {
    const lines = await runAndKill("flusher.ts", fixture.folder, [who, `${run}-${round}`], next, {
      longest: 2500,
      everything: true,
      whenSaid: () => copyTables(fixture.folder, copy),
    });
    const acknowledged = lines.filter(([what]) => what === "saved");
    const last = acknowledged.at(-1);
    if (last !== undefined)
      torn += cutPower(fixture.folder, copy, { journal: last[4] ?? "", keys: Number(last[5]) }, next);
    const register = await fixture.reopen();
    for (const [, id = "", number, children] of acknowledged) {
      const { record } = await readCase(register, fixture.people.home.caseworker, id, { unmask: true });
      expect([record.id, record.person.names?.[0]?.text]).toEqual([number, "Amara"]);
      expect(record.person.numberOfChildren).toBe(Number(children));
    }
    saved += acknowledged.length;
    const { rows } = await register.pool.query<{ halves: number; keyless: string[] }>(
      `select count(*) filter (where not exists (select 1 from register.case_identity i where i.case_id = r.id)
         or not exists (select 1 from register.case_facet f where f.case_id = r.id)
         or not exists (select 1 from register.case_token t where t.case_id = r.id)
         or version - 1 <> (select count(distinct version) from register.case_change c where c.case_id = r.id))::int as halves,
         array_agg(person_id::text) as keyless from register.case_record r`,
    );
    expect(rows[0]?.halves).toBe(0);
    // A record whose key is gone would be lost: every key was flushed before its record was written.
    expect((rows[0]?.keyless ?? []).filter((person) => register.people.of(person) === undefined)).toEqual([]);
    expect((await verifyAudit(register.pool, publishedHeads(register.database.keys))).broken).toBeUndefined();
    await register.close();
    fixture.register = { ...fixture.register, close: async () => undefined };
  }
  if (cuts > 10) process.stdout.write(`${cuts} power cuts, ${saved} acknowledged, ${torn} pages torn or old\n`);
  expect(saved).toBeGreaterThan(cuts);
  expect(torn).toBeGreaterThan(0);
  await fixture.reopen();
}, 1_800_000);
