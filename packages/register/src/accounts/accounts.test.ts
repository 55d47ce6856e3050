import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCase } from "../records/store.ts";
import { type Fixture, openFixture, sampleRecord } from "../testing/fixture.ts";
import { acceptInvitation, invite, inviteFirst, listAccounts, openInvitation, updateAccount } from "./accounts.ts";
import { secondFactor, signIn, signOut, whoIs } from "./sessions.ts";
import { base32, matchTotp, stepAt, totp } from "./totp.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.end());

const password = "harbour seven lantern moss";
const bytes = (text: string) =>
  Buffer.from(
    Array.from(text)
      .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
      .join("")
      .match(/.{8}/g)
      ?.map((bits) => Number.parseInt(bits, 2)) ?? [],
  );

async function enrol(token: string, email?: string): Promise<Buffer> {
  const { secret } = await openInvitation(fixture.register, token);
  const code = totp(bytes(secret), stepAt(Date.now()) - 1);
  await acceptInvitation(fixture.register, token, { password, code, email });
  return bytes(secret);
}

describe("time-based codes", () => {
  // RFC 6238, appendix B, SHA-1, the last six of its eight digits.
  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at %i seconds the code is %s", (seconds, code) => {
    expect(totp(Buffer.from("12345678901234567890"), stepAt(seconds * 1000))).toBe(code);
  });

  test("base32 after RFC 4648; a code works once and for one step either side", () => {
    expect(["f", "fo", "foo", "foobar"].map((text) => base32(Buffer.from(text)))).toEqual([
      "MY",
      "MZXQ",
      "MZXW6",
      "MZXW6YTBOI",
    ]);
    const secret = Buffer.from("12345678901234567890");
    expect(matchTotp(secret, "287082", 0, 59_000)).toBe(1);
    expect(matchTotp(secret, "287082", 1, 59_000)).toBeUndefined();
    expect(matchTotp(secret, "287082", 0, 89_000)).toBe(1);
    expect(matchTotp(secret, "287082", 0, 120_000)).toBeUndefined();
  });
});

describe("signing in", () => {
  test("by a one-time link, a password and a code; each is spent once, and the session changes with the second factor", async () => {
    const { register, agencies } = fixture;
    const token = await inviteFirst(register, agencies.home);
    await expect(acceptInvitation(register, token, { password: "short", code: "1" })).rejects.toThrow(/5 characters/);
    const secret = await enrol(token, "lead@example.org");
    await expect(openInvitation(register, token)).rejects.toThrow(/was used/);
    expect(await signIn(register, "lead@example.org", "wrong password here")).toBeUndefined();
    const half = (await signIn(register, "lead@example.org", password)) ?? "";
    expect(await whoIs(register, half)).toMatchObject({ complete: false, fresh: false });
    expect(await secondFactor(register, half, totp(secret, stepAt(Date.now()) - 1))).toBeUndefined();
    const code = totp(secret, stepAt(Date.now()));
    const full = (await secondFactor(register, half, code)) ?? "";
    expect(await whoIs(register, half)).toBeUndefined();
    expect(await whoIs(register, full)).toMatchObject({ complete: true, fresh: true, name: "Administrator" });
    expect(await secondFactor(register, full, code)).toBeUndefined();
    await signOut(register, full);
    expect(await whoIs(register, full)).toBeUndefined();
  });

  test("is locked after five wrong tries, and stays so for the right password", async () => {
    const { register, people } = fixture;
    const { token } = await invite(register, people.home.administrator, {
      email: "Tired@example.org",
      name: "Tired",
      role: "caseworker",
    });
    await enrol(token);
    for (let turn = 0; turn < 5; turn++)
      expect(await signIn(register, "tired@example.org", "not the password")).toBeUndefined();
    expect(await signIn(register, "tired@example.org", password)).toBeUndefined();
    await register.pool.query("update register.account set locked_until = now() where email = 'tired@example.org'");
    expect(await signIn(register, "tired@example.org", password)).toBeDefined();
  });

  test("ends at once when the account is closed, and a changed role counts at the next request", async () => {
    const { register, people } = fixture;
    const admin = people.home.administrator;
    const { id, token } = await invite(register, admin, {
      email: "new@example.org",
      name: "New",
      role: "analyst",
      team: "three",
    });
    const secret = await enrol(token);
    const half = (await signIn(register, "new@example.org", password)) ?? "";
    const session = (await secondFactor(register, half, totp(secret, stepAt(Date.now())))) ?? "";
    const me = await whoIs(register, session);
    await expect(createCase(register, me as NonNullable<typeof me>, sampleRecord())).rejects.toThrow(/refused/);
    await updateAccount(register, admin, id, { role: "caseworker" });
    const now = await whoIs(register, session);
    await createCase(register, now as NonNullable<typeof now>, sampleRecord());
    await updateAccount(register, admin, id, { disabled: true });
    expect(await whoIs(register, session)).toBeUndefined();
    expect(await signIn(register, "new@example.org", password)).toBeUndefined();
    await updateAccount(register, admin, id, { disabled: false });
    expect(await whoIs(register, session)).toBeUndefined();
    await expect(updateAccount(register, people.other.administrator, id, { disabled: true })).rejects.toThrow(
      /no such account/,
    );
    expect((await listAccounts(register, people.other.administrator)).map(({ email }) => email)).not.toContain(
      "new@example.org",
    );
  });
});
