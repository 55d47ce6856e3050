import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CaseRecord } from "@counterweight/cases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operatorOf } from "../accounts/operator.ts";
import { recordConsent, withdrawConsent } from "../consent/consent.ts";
import { erasePerson } from "../records/erase.ts";
import { readCase } from "../records/read.ts";
import { searchCases } from "../records/search.ts";
import { createCase } from "../records/store.ts";
import { openRegister } from "../register.ts";
import { type Fixture, openFixture, sampleRecord, shelter } from "../testing/fixture.ts";
import { backup, backupKeys } from "./backup.ts";
import { exportRecords } from "./exportRecords.ts";
import { importProblem, importRecords } from "./importRecords.ts";
import { restore, restoreKeys } from "./restore.ts";
import { ownIdentity, readVault } from "./vault.ts";

let fixture: Fixture;
let scratch: string;
beforeAll(async () => {
  fixture = await openFixture();
  scratch = mkdtempSync(join(tmpdir(), "transfer-"));
  // PostgreSQL's user must pass through it when the tests run as root.
  chmodSync(scratch, 0o711);
});
afterAll(async () => {
  await fixture.end();
  rmSync(scratch, { recursive: true, force: true });
});

const records = (count: number, start: number): CaseRecord[] =>
  Array.from({ length: count }, (_, index) => sampleRecord({ id: `import-${start + index}` }));

describe("an import", () => {
  test("is a dry run first, then all of it or nothing, with errors by row and field", async () => {
    const { register, people } = fixture;
    const { supervisor } = people.home;
    const good = records(1200, 0);
    expect(await importRecords(register, supervisor, good, { dryRun: true })).toMatchObject({
      read: 1200,
      written: 0,
      problems: [],
    });
    const bad = [...good];
    bad[1100] = { ...sampleRecord({ id: "bad" }), person: { gender: "wuman" } };
    bad[1150] = { ...sampleRecord({ id: "import-3" }) };
    const refused = await importRecords(register, supervisor, bad);
    expect(refused).toMatchObject({ written: 0, rowsWithProblems: 2 });
    expect(refused.problems.map(({ row, field }) => [row, field])).toEqual([
      [1101, "person.gender"],
      [1151, "id"],
    ]);
    expect(importProblem(refused)?.message).toMatch(
      /^row 1101, person\.gender: .*2 of 1200 rows must be mended; nothing was imported/,
    );
    expect((await searchCases(register, supervisor)).total).toBe(0);
    expect(await importRecords(register, supervisor, good)).toMatchObject({ written: 1200 });
    const again = await importRecords(register, supervisor, records(10, 1195));
    expect(again.written).toBe(0);
    expect(importProblem(again)?.message).toContain("import-1195");
    expect((await searchCases(register, supervisor)).total).toBe(1200);
    await expect(importRecords(register, people.home.caseworker, good)).rejects.toThrow(/refused/);
  });

  test("that is large is written by a thread; one that fails in the middle leaves no record and no key", async () => {
    const { register, people } = fixture;
    const { supervisor } = people.home;
    const keys = () => readFileSync(join(register.database.keys, "persons.keys"));
    const count = async () =>
      (await register.pool.query<{ n: number }>("select count(*)::int as n from register.case_record")).rows[0]?.n;
    const [before, casesBefore] = [keys(), await count()];
    await register.pool.query("alter table register.case_record add constraint stop check (number <> 'import-15500')");
    await expect(importRecords(register, supervisor, records(6000, 10_000))).rejects.toThrow(/constraint "stop"/);
    await expect(createCase(register, supervisor, sampleRecord({ id: "import-15500" }))).rejects.toThrow(/"stop"/);
    await register.pool.query("alter table register.case_record drop constraint stop");
    expect([keys().equals(before), await count()]).toEqual([true, casesBefore]);
    expect(readdirSync(register.database.keys).filter((name) => name.startsWith("import-unfinished"))).toEqual([]);
    const seen: number[] = [];
    const onProgress = (written: number) => void seen.push(written);
    expect(await importRecords(register, supervisor, records(6000, 10_000), { onProgress })).toMatchObject({
      written: 6000,
    });
    expect(seen).toEqual([1000, 2000, 3000, 4000, 5000, 6000]);
    const [hit] = (await searchCases(register, supervisor, { text: "import-15500" })).cases;
    const view = await readCase(register, supervisor, hit?.id ?? "", { unmask: true });
    expect(view.record).toEqual(sampleRecord({ id: "import-15500" }));
    const { rows } = await register.pool.query<{ named: number }>(
      `select count(distinct id)::int as named from register.audit a, jsonb_array_elements_text(a.entry::jsonb -> 'ids') as id
       join register.case_record r on r.id = id::uuid where a.entry::jsonb ->> 'action' = 'import.create' and r.number like 'import-1____'`,
    );
    expect(rows[0]?.named).toBe(6000);
  });

  test("at the machine is done by an account of its own that names the user, and nobody can sign in with", async () => {
    const { register } = fixture;
    const operator = await operatorOf(register, shelter);
    expect(await importRecords(register, operator, records(1, 5000))).toMatchObject({ written: 1 });
    await expect(operatorOf(register)).rejects.toThrow(
      /several agencies; expected --agency with one of "Harbour shelter", "Hill clinic"/,
    );
  });
});

describe("an export", () => {
  test("holds only who agreed to that purpose and recipient, as far as each agreed, and counts the others", async () => {
    const { register, people } = fixture;
    const { caseworker, supervisor } = people.other;
    const make = async (consent?: { scope?: string; recipient?: string; until?: string }) => {
      const { id } = await createCase(register, caseworker, sampleRecord());
      const kept =
        consent && (await recordConsent(register, caseworker, id, { given: true, purpose: "research", ...consent }));
      return { id, consent: kept?.id ?? "" };
    };
    await make();
    await make({ scope: "everything", recipient: "University A" });
    await make({ scope: "classification" });
    await make({ scope: "everything", until: "2020-01-01" });
    const withdrawn = await make({ scope: "everything" });
    await withdrawConsent(register, caseworker, withdrawn.id, withdrawn.consent);
    const taken: CaseRecord[] = [];
    const run = (recipient?: string) => {
      taken.length = 0;
      return exportRecords(
        register,
        supervisor,
        { purpose: "research", recipient },
        (batch) => void taken.push(...batch),
      );
    };
    expect(await run("University A")).toEqual({ written: 2, withoutConsent: 3, withdrawn: 1, erased: 0 });
    expect(new Set(taken.map(({ person }) => person.names?.[0]?.text))).toEqual(new Set(["Amara", undefined]));
    expect(await run("University B")).toMatchObject({ written: 1, withoutConsent: 4 });
    expect(JSON.stringify(taken)).not.toMatch(/Amara|sleep|0100/);
    await expect(
      exportRecords(register, { ...supervisor, fresh: false }, { purpose: "research" }, () => undefined),
    ).rejects.toMatchObject({ reason: "fresh" });
    await expect(
      exportRecords(register, people.other.coordinator, { purpose: "research" }, () => undefined),
    ).rejects.toThrow(/refused/);
    await expect(exportRecords(register, supervisor, { purpose: "curiosity" }, () => undefined)).rejects.toThrow(
      /not a purpose/,
    );
  });
});

describe("a backup", () => {
  test("restores whole into an empty register; an erased person stays erased; the file tells nothing without its key", async () => {
    const { register, people, folder } = fixture;
    const me = people.home.caseworker;
    const kept = await createCase(register, me, sampleRecord({ person: { names: [{ text: "Keptname Person" }] } }));
    const erased = await createCase(register, me, sampleRecord({ person: { names: [{ text: "Erasedname Person" }] } }));
    const signIn = [
      `insert into register.passkey (id, account_id, agency_id, credential, public_key, counter, backup_eligible, backed_up, transports, name)
       values (gen_random_uuid(), '${me.actor.account}', '${me.actor.agency}', '\\x0102', '\\xa5ff', 7, true, false, '{internal,hybrid}', 'phone')`,
      `insert into register.device (id, account_id) values ('\\xab', '${me.actor.account}')`,
      `insert into register.access_rules values ('${me.actor.agency}', '{"networks": ["10.0.0.0/8"]}')`,
    ];
    for (const text of signIn) await register.pool.query(text);
    const comesIn = async ({ pool }: typeof register) =>
      Promise.all(
        ["passkey", "device", "access_rules"].map(
          async (table) => (await pool.query(`select * from register.${table}`)).rows,
        ),
      );
    const file = join(scratch, "backup.age");
    const keysFile = join(scratch, "keys.age");
    const own = await ownIdentity(register.database.keys);
    const header = await backup(register, file, { recipients: [own.recipient] });
    expect(header.head.seq).toBeGreaterThan(1);
    await erasePerson(register, people.home["protection-officer"], erased.id);
    await backupKeys(register.database.keys, keysFile, { passphrase: "correct horse battery" });
    expect(() => execFileSync("grep", ["-caF", "import-1", file])).toThrow(/Command failed/);

    const target = join(scratch, "restored");
    const keys = join(scratch, "restored-keys");
    cpSync(join(folder, "keys"), keys, {
      recursive: true,
      filter: (path) => !/\.(key|keys)$|in-use|password|heads/.test(path),
    });
    expect(
      await restoreKeys(keys, readVault(keysFile, { identities: [], passphrase: "correct horse battery" })),
    ).toBeGreaterThan(3);
    const again = await openRegister({ data: target, keys });
    const report = await restore(again, readVault(file, { identities: [own.identity] }));
    expect(report).toMatchObject({ erased: 1, withoutKey: 0, audit: { broken: undefined } });
    const view = await readCase(again, me, kept.id, { unmask: true });
    expect(view.record).toEqual((await readCase(register, me, kept.id, { unmask: true })).record);
    expect((await searchCases(again, me, { text: "keptname" })).total).toBe(1);
    expect((await searchCases(again, me, { text: "erasedname" })).total).toBe(0);
    await expect(readCase(again, me, erased.id)).rejects.toThrow(/erased/);
    expect(await comesIn(again)).toEqual(await comesIn(register));
    expect((await comesIn(again)).map((rows) => rows.length)).toEqual([1, 1, 1]);
    await expect(restore(again, readVault(file, { identities: [own.identity] }))).rejects.toThrow(/not empty/);
    await again.close();
  });

  test("that is cut, changed, of another kind, or made for another key is refused in one sentence and changes nothing", async () => {
    const own = await ownIdentity(fixture.register.database.keys);
    const whole = readFileSync(join(scratch, "backup.age"));
    const target = await openRegister({ data: join(scratch, "empty"), keys: join(scratch, "empty-keys") });
    const other = await ownIdentity(join(scratch, "empty-keys"));
    const attempt = async (bytes: Buffer, identity = own.identity) => {
      const file = join(scratch, "bad.age");
      writeFileSync(file, bytes);
      return restore(target, readVault(file, { identities: [identity] }));
    };
    await expect(attempt(whole, other.identity)).rejects.toThrow(/made for another key/);
    for (const share of [0.1, 0.5, 0.999])
      await expect(attempt(whole.subarray(0, whole.length * share))).rejects.toThrow(/damaged|too early/);
    const flipped = Buffer.from(whole);
    flipped[Math.floor(whole.length * 0.7)] = (flipped[Math.floor(whole.length * 0.7)] ?? 0) ^ 4;
    await expect(attempt(flipped)).rejects.toThrow(/damaged/);
    await expect(attempt(Buffer.from("no backup at all"))).rejects.toThrow(/damaged/);
    // Right backup, but the keys of another register.
    await expect(attempt(whole)).rejects.toThrow(/agency's key is missing/);
    expect((await target.pool.query("select count(*)::int as n from register.agency")).rows[0].n).toBe(0);
    await target.close();
  });
});
