import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sampleRecord } from "@counterweight/register/testing";
import { afterAll, describe, expect, test } from "vitest";
import { exportRecords, importRecords, tableRecords } from "../cases/store.ts";
import { run } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "serve-"));
const restored = mkdtempSync(join(tmpdir(), "serve-"));
afterAll(() => {
  for (const path of [folder, restored]) rmSync(path, { recursive: true, force: true });
});

const main = join(import.meta.dirname, "..", "main.ts");

/** `counterweight serve` as its own process; gives what it printed and a way to stop it as Ctrl-C does. */
async function serve() {
  const child = spawn(process.execPath, [main, "serve", "--data", folder, "--port", "0", "--no-lab"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const ended = new Promise<number | null>((done) => child.once("close", done));
  await new Promise<void>((done) => {
    createInterface(child.stdout).on("line", (line) => {
      lines.push(line);
      if (line.startsWith("Keys:")) setTimeout(done, 300);
    });
    child.once("close", () => done());
  });
  return {
    text: () => lines.join("\n"),
    stop: async () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}

describe("counterweight serve", () => {
  test("says where data and keys lie, gives a one-time link; the trail, a backup and its restoration work beside it", async () => {
    const server = await serve();
    expect(server.text()).toContain(`Data: PostgreSQL 18 in ${folder}`);
    expect(server.text()).toContain(`Keys: ${folder}/keys`);
    const [, url, token] =
      /once, within 48 hours: (http:\/\/localhost:\d+)\/#\/cases\?welcome=(\S+)/.exec(server.text()) ?? [];
    const opened = await fetch(`${url}/api/invitation`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
    expect(opened.status).toBe(200);
    const verified = await run(["audit", "verify", "--data", folder]);
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.output).toMatch(/entries, unbroken/);
    await expect(importRecords([sampleRecord()], { data: folder })).rejects.toThrow(/in use by process \d+ since/);
    expect((await run(["access", "show", "--data", folder])).output).toBe("Our organisation: no rules of its own\n");
    expect((await run(["access", "reset", "--data", folder])).output).toMatch(/there are no rules any more/);
    const file = join(restored, "register.age");
    expect(await run(["backup", file, "--data", folder, "--keys-copy", join(restored, "keys.age")])).toMatchObject({
      code: 0,
    });
    expect(await server.stop()).toBe(0);
    expect(server.text()).toContain("The register is closed.");
  });

  test("cases go in as a dry run first, are counted, and leave only with consent; then everything from the backup", async () => {
    const records = Array.from({ length: 30 }, () => sampleRecord());
    expect(await importRecords(records, { data: folder, dryRun: true })).toMatchObject({ read: 30, written: 0 });
    expect(await importRecords(records, { data: folder })).toMatchObject({ written: 30 });
    await expect(importRecords(records, { data: folder })).rejects.toThrow(/already has records with these numbers/);
    expect(await tableRecords({ data: folder, by: "gender" })).toMatchObject({
      people: 30,
      known: 30,
      cells: [{ value: "woman", count: 30, share: 1 }],
    });
    let taken = 0;
    const exported = await exportRecords({
      data: folder,
      purpose: "record",
      onBatch: (batch) => void (taken += batch.length),
    });
    expect([taken, exported.written]).toEqual([30, 30]);
    expect(await exportRecords({ data: folder, purpose: "research", onBatch: () => undefined })).toMatchObject({
      written: 0,
      withoutConsent: 30,
    });

    const file = join(restored, "full.age");
    const keys = join(restored, "keys.age");
    expect(await run(["backup", file, "--data", folder, "--keys-copy", keys])).toMatchObject({ code: 0 });
    cpSync(join(folder, "keys", "backup-identity.txt"), join(restored, "identity.txt"));
    const target = mkdtempSync(join(tmpdir(), "serve-"));
    const again = await run([
      "restore",
      file,
      "--data",
      target,
      "--keys-copy",
      keys,
      "--identity",
      join(restored, "identity.txt"),
    ]);
    expect(again.errors).toBe("");
    expect(again.output).toMatch(/30 cases restored as of .*\n.*trail of \d+ entries is unbroken/);
    expect(await tableRecords({ data: target, by: "gender" })).toMatchObject({ people: 30 });
    rmSync(target, { recursive: true });
  });

  test("the cases command imports a file, refuses it a second time whole, and exports under consent", async () => {
    const file = join(restored, "cases.csv");
    const out = join(restored, "out.csv");
    expect((await run(["cases", "generate", "--count", "12", "--format", "csv", "--out", file])).code).toBe(0);
    const dry = await run(["cases", "import", file, "--dry-run", "--data", folder]);
    expect([dry.code, dry.output]).toEqual([0, expect.stringContaining("12 records would be added, none changed")]);
    expect((await run(["cases", "import", file, "--data", folder])).output).toMatch(
      /12 of 12 records are in the register/,
    );
    expect(await run(["cases", "import", file, "--data", folder, "--dry-run"])).toMatchObject({ code: 1 });
    expect(await run(["cases", "import", file, "--data", folder])).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/already has records/),
    });
    expect((await run(["cases", "table", "--by", "gender", "--inside", "--data", folder])).output).toMatch(/of 42\./);
    const exported = await run([
      "cases",
      "export",
      "--purpose",
      "record",
      "--format",
      "ctdc",
      "--out",
      out,
      "--data",
      folder,
    ]);
    expect(exported.output).toMatch(/records as ctdc \(27\)[\s\S]*want of consent to this purpose/);
  });

  test("the root key is replaced, and everything opens as before", async () => {
    const root = readFileSync(join(folder, "keys", "root.key"), "utf8");
    expect((await run(["keys", "where", "--data", folder])).output).toContain("root.key");
    expect(await run(["keys", "rotate", "--data", folder])).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, "keys", "root.key"), "utf8")).not.toBe(root);
    let taken = 0;
    await exportRecords({ data: folder, purpose: "record", onBatch: (batch) => void (taken += batch.length) });
    expect(taken).toBeGreaterThanOrEqual(30);
  });

  test.each([
    [["keys", "lose"], /expected where or rotate/],
    [["access", "open"], /expected show or reset/],
    [["audit"], /expected verify, head or export/],
    [["backup"], /needs one file/],
    [["restore", "none.age", "--data", restored], /needs what opens the backup/],
    [["serve", "--port", "x"], /--port is "x"; expected a whole number/],
    [["audit", "verify", "--database-url", "nonsense"], /database URL cannot be read/],
  ])("%j is one clear sentence", async (args, message) => {
    const { code, errors } = await run(args);
    expect(code).toBe(2);
    expect(errors).toMatch(message);
    expect(errors.trim().split("\n")).toHaveLength(1);
  });
});
