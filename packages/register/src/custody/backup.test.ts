import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCase } from "../records/read.ts";
import { searchCases } from "../records/search.ts";
import { createCase } from "../records/store.ts";
import { openRegister } from "../register.ts";
import { clinic, type Fixture, openFixture, sampleRecord } from "../testing/fixture.ts";
import { backup, backupKeys } from "../transfer/backup.ts";
import { restore, restoreKeys } from "../transfer/restore.ts";
import { readVault } from "../transfer/vault.ts";
import { acceptCustody } from "./decide.ts";
import { listCustody, offerCustody } from "./offer.ts";

const lock = { passphrase: "correct horse battery" };
const consents = [{ given: true, purpose: "transfer", scope: "everything" }];

let fixture: Fixture;
let scratch: string;
beforeAll(async () => {
  fixture = await openFixture();
  scratch = mkdtempSync(join(tmpdir(), "custody-"));
  // PostgreSQL's user must pass through it when the tests run as root.
  await chmod(scratch, 0o711);
});
afterAll(async () => {
  await fixture.end();
  rmSync(scratch, { recursive: true, force: true });
});

test("backups restore both sides: rows and keys of different moments agree on who keeps the case, and the giver keeps the receipt", async () => {
  const { register, people, agencies, folder } = fixture;
  const { home, other } = people;
  const make = async (name: string) => {
    const { id } = await createCase(
      register,
      home.caseworker,
      sampleRecord({ consents, person: { names: [{ text: name }] } }),
    );
    return { id, offer: await offerCustody(register, home.supervisor, id, { to: agencies.other }) };
  };
  const before = await make("Early Bird");
  const late = await make("Late Bloom");
  const save = async (name: string) => {
    await backup(register, join(scratch, `${name}.age`), lock);
    await backupKeys(register.database.keys, join(scratch, `${name}.keys`), lock);
  };
  await acceptCustody(register, other.supervisor, before.offer.id);
  await save("one");
  const taken = await acceptCustody(register, other.supervisor, late.offer.id);
  await save("two");

  // Rows, keys: both new; rows newer than the keys; keys newer than the rows, which bring the case back to the giver.
  for (const [rows, keys, handedOver] of [
    ["two", "two", 0],
    ["two", "one", 0],
    ["one", "two", 1],
    ["one", "one", 0],
  ] as const) {
    const name = `${rows} and ${keys}`;
    const target = join(scratch, name.replaceAll(" ", "-"));
    cpSync(join(folder, "keys"), `${target}-keys`, {
      recursive: true,
      filter: (path) => !/\.(key|keys)$|in-use|password|heads/.test(path),
    });
    await restoreKeys(`${target}-keys`, readVault(join(scratch, `${keys}.keys`), { identities: [], ...lock }));
    const again = await openRegister({ data: target, keys: `${target}-keys` });
    const report = await restore(again, readVault(join(scratch, `${rows}.age`), { identities: [], ...lock }));
    expect(report, name).toMatchObject({ handedOver, withoutKey: 0, audit: { broken: undefined } });
    const moved = name !== "one and one";
    for (const [id, text, there] of [
      [before.id, "early", true],
      [late.id, "late", moved],
    ] as const) {
      const keeper = there ? other.supervisor : home.supervisor;
      expect((await readCase(again, keeper, id, { unmask: true })).record.person.names?.[0]?.text).toMatch(
        /Early|Late/,
      );
      expect(
        (await searchCases(again, keeper, { text })).cases.map((hit) => hit.id),
        `${name} ${text}`,
      ).toEqual([id]);
      await expect(readCase(again, there ? home.supervisor : other.supervisor, id)).rejects.toThrow(
        there ? `handed over to ${clinic}` : "no such record",
      );
      const { rows: persons } = await again.pool.query<{ person_id: string; agency_id: string }>(
        "select person_id, agency_id from register.case_record where id = $1",
        [id],
      );
      expect(again.people.agencyOf(persons[0]?.person_id ?? ""), name).toBe(persons[0]?.agency_id);
    }
    expect(again.people.doubled).toEqual([]);
    const receipts = (await listCustody(again, home.supervisor)).flatMap(({ receipt = "" }) => receipt);
    expect(receipts.includes(taken.receipt ?? ""), name).toBe(rows === "two");
    expect(receipts.filter(Boolean)).toHaveLength(moved ? 2 : 1);
    await again.close();
  }
}, 120_000);
