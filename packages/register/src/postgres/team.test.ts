import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAgency } from "../accounts/accounts.ts";
import { operatorOf } from "../accounts/operator.ts";
import { readCase } from "../records/read.ts";
import { createCase } from "../records/store.ts";
import { openRegister } from "../register.ts";
import { type Fixture, openFixture, sampleRecord } from "../testing/fixture.ts";

// A team's PostgreSQL, for which the embedded one of another folder stands in: reached by URL, as an ordinary user.
let fixture: Fixture;
let keys: string;
beforeAll(async () => {
  fixture = await openFixture();
  keys = mkdtempSync(join(tmpdir(), "team-"));
  const { pool } = fixture.register;
  await pool.query("create role team login password 'team'");
  await pool.query("create database team owner team");
});
afterAll(async () => {
  await fixture.end();
  rmSync(keys, { recursive: true, force: true });
});

const url = () => `postgresql://team:team@localhost/team?host=${encodeURIComponent(join(fixture.folder, "socket"))}`;

describe("a register on a team's PostgreSQL", () => {
  test("says what an administrator must run once where its user may not make roles", async () => {
    await expect(openRegister({ url: url(), data: keys })).rejects.toThrow(
      /may not make or use the role counterweight_app; let an administrator run once: create role .*grant/,
    );
  });

  test("is the same register, without the rights of a superuser", async () => {
    await fixture.register.pool.query("grant counterweight_app, counterweight_gate to team with admin option");
    const register = await openRegister({ url: url(), data: keys });
    expect(register.database.place).toBe("PostgreSQL at localhost/team");
    await createAgency(register, "Team");
    const me = await operatorOf(register);
    const record = sampleRecord();
    const { id } = await createCase(register, me, record);
    expect((await readCase(register, me, id, { unmask: true })).record).toEqual(record);
    await expect(openRegister({ url: url(), data: keys })).rejects.toThrow(/in use by process/);
    await register.close();
  });
});
