import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCase } from "../records/read.ts";
import { createCase } from "../records/store.ts";
import { type Fixture, openFixture, sampleRecord } from "../testing/fixture.ts";
import { publishedHeads, publishHead } from "./head.ts";
import { readTrail, verifyTrail } from "./trail.ts";
import { verifyAudit } from "./verify.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.end());

describe("the audit trail", () => {
  test("names every read, write and refusal with who and which record, and never a field's value", async () => {
    const { register, people } = fixture;
    const { id } = await createCase(register, people.home.caseworker, sampleRecord());
    await readCase(register, people.home.supervisor, id);
    await readCase(register, people.home.supervisor, id, { unmask: true });
    await expect(readCase(register, people.home.analyst, id)).rejects.toThrow(/refused/);
    const trail = await readTrail(register, people.other.auditor);
    expect(trail.map(({ entry }) => [entry["action"], entry["outcome"], entry["account"]])).toEqual([
      ["case.create", "done", people.home.caseworker.actor.account],
      ["case.read", "done", people.home.supervisor.actor.account],
      ["identity.read", "done", people.home.supervisor.actor.account],
      ["case.read", "refused", people.home.analyst.actor.account],
    ]);
    expect(trail[0]?.entry["at"]).toMatch(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/);
    expect(JSON.stringify(trail)).not.toMatch(/Amara|sleep|woman/);
    expect(await verifyTrail(register, people.other.auditor)).toMatchObject({ broken: undefined });
    await expect(readTrail(register, people.home.supervisor)).rejects.toThrow(/refused/);
  });

  test("a single flipped bit in any row and column, a missing row, a cut end and a rewritten chain are found", async () => {
    const { register, people } = fixture;
    for (let turn = 0; turn < 6; turn++) await createCase(register, people.home.caseworker, sampleRecord());
    const { pool } = register;
    const verdict = async (): Promise<string | undefined> => (await verifyAudit(pool)).broken;
    const { rows } = await pool.query<{ seq: string; entry: string }>(
      "select seq, entry from register.audit order by seq",
    );
    await pool.query("alter table register.audit disable trigger audit_fixed");
    let flipped = 0;
    for (const { seq, entry } of rows) {
      for (const column of ["previous", "hash"]) {
        const flip = `update register.audit set ${column} = set_bit(${column}, ${Number(seq) * 7}, 1 - get_bit(${column}, ${Number(seq) * 7})) where seq = ${seq}`;
        await pool.query(flip);
        expect(await verdict(), `${column} of ${seq}`).toMatch(new RegExp(`entry (${seq}|${Number(seq) + 1}) `));
        await pool.query(flip);
      }
      for (let at = 0; at < entry.length; at += 11) {
        const changed = entry.slice(0, at) + String.fromCharCode(entry.charCodeAt(at) ^ 1) + entry.slice(at + 1);
        await pool.query("update register.audit set entry = $2 where seq = $1", [seq, changed]).catch(() => undefined);
        const { rows: now } = await pool.query<{ entry: string }>("select entry from register.audit where seq = $1", [
          seq,
        ]);
        // A flip that is no longer JSON is refused by the table's own index.
        const wanted = now[0]?.entry === entry ? undefined : `entry ${seq} was changed`;
        expect(await verdict(), `entry ${seq}, character ${at}`).toBe(wanted);
        flipped += wanted === undefined ? 0 : 1;
        await pool.query("update register.audit set entry = $2 where seq = $1", [seq, entry]);
      }
    }
    expect(await verdict()).toBeUndefined();
    expect(flipped).toBeGreaterThan(100);
    const head = await publishHead(register);
    expect(publishedHeads(register.database.keys).at(-1)).toEqual(head);
    const last = rows.at(-1)?.seq;
    await pool.query("create table kept as select * from register.audit where seq = $1", [last]);
    await pool.query("delete from register.audit where seq = $1", [last]);
    expect(await verdict()).toContain("its head says");
    await pool.query(
      "update register.audit_head set (seq, hash) = (select seq, hash from register.audit order by seq desc limit 1)",
    );
    expect(await verdict()).toBeUndefined();
    expect((await verifyAudit(pool, publishedHeads(register.database.keys))).broken).toContain(
      `entry ${last} was published`,
    );
    await pool.query("insert into register.audit select * from kept");
    await pool.query(
      "update register.audit_head set (seq, hash) = (select seq, hash from register.audit order by seq desc limit 1)",
    );
    await pool.query("delete from register.audit where seq = 3");
    expect(await verdict()).toBe("entry 3 is missing");
    await pool.query("delete from register.audit");
    await pool.query("update register.audit_head set seq = 0");
    expect((await verifyAudit(pool, publishedHeads(register.database.keys))).broken).toContain("its head says");
  });
});
