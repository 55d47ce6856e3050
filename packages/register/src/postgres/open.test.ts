import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openDatabase } from "./open.ts";

const folder = mkdtempSync(join(tmpdir(), "register-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Another Node process that opens the folder, acknowledges each committed row on its output, and never stops by itself. */
function writer() {
  const code = `
    const { openDatabase } = await import(${JSON.stringify(join(import.meta.dirname, "open.ts"))});
    try {
      const database = await openDatabase({ data: ${JSON.stringify(folder)} });
      const pool = database.pool();
      await pool.query("create table if not exists note (n int primary key)");
      const { rows } = await pool.query("select coalesce(max(n), 0) as n from note");
      for (let n = rows[0].n + 1; ; n++) { await pool.query("insert into note values ($1)", [n]); console.log(n); }
    } catch (error) { console.log(error.message); process.exit(3); }`;
  return spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
}

describe("the embedded PostgreSQL", () => {
  test("starts in one folder, closed to others, durable, on no network port; a second opener is refused by name", async () => {
    const database = await openDatabase({ data: folder });
    const pool = database.pool();
    const { rows } = await pool.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name in ('fsync','listen_addresses','data_checksums','server_version_num')",
    );
    const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
    expect(settings).toMatchObject({ fsync: "on", listen_addresses: "", data_checksums: "on" });
    expect(Number(settings.server_version_num)).toBeGreaterThanOrEqual(180_000);
    expect(statSync(folder).mode & 0o007).toBe(0);
    expect(statSync(join(folder, "keys")).mode & 0o077).toBe(0);
    expect(statSync(join(folder, "socket")).mode & 0o077).toBe(0);
    await expect(openDatabase({ data: folder })).rejects.toThrow(
      new RegExp(`in use by process ${process.pid} since 20\\d\\d-`),
    );
    const child = writer();
    const [said] = await new Promise<[Buffer]>((done) => child.stdout.once("data", (text: Buffer) => done([text])));
    expect(String(said)).toContain(`in use by process ${process.pid}`);
    const joined = await openDatabase({ data: folder, join: true });
    expect((await joined.pool().query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await joined.close();
    await database.close();
    const again = await openDatabase({ data: folder });
    await again.close();
  });

  test("a killed owner loses nothing it acknowledged and leaves nothing running", async () => {
    let acknowledged = 0;
    for (const after of [40, 5, 90]) {
      const child = writer();
      const target = acknowledged + after;
      await new Promise<void>((done) => {
        child.stdout.on("data", (text: Buffer) => {
          acknowledged = Math.max(acknowledged, ...String(text).trim().split("\n").map(Number));
          if (acknowledged >= target) child.kill("SIGKILL");
        });
        child.once("close", () => done());
      });
    }
    const database = await openDatabase({ data: folder });
    const { rows } = await database
      .pool()
      .query<{ n: number; most: number }>("select count(*)::int as n, max(n) as most from note");
    expect(rows[0]?.n).toBe(rows[0]?.most);
    expect(rows[0]?.n).toBeGreaterThanOrEqual(acknowledged);
    await database.close();
    const left = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" });
    expect(left.split("\n").filter((line) => line.includes(join(folder, "postgresql")))).toEqual([]);
  });
});

test.runIf(process.getuid?.() === 0)(
  "root's own folder, which PostgreSQL's user cannot reach, is refused in one sentence",
  async () => {
    const closed = mkdtempSync(join(tmpdir(), "closed-"));
    await expect(openDatabase({ data: join(closed, "data") })).rejects.toThrow(
      /cannot reach the folder; choose a folder below/,
    );
    rmSync(closed, { recursive: true });
  },
);

describe("a database URL", () => {
  test.each([
    ["nonsense", /cannot be read; expected postgresql:/],
    ["mysql://a/b", /cannot be read/],
    ["postgresql://nobody@127.0.0.1:1/none", /127\.0\.0\.1:1\/none: the database does not answer \(.*ECONNREFUSED/],
  ])("%s: one clear sentence", async (url, message) => {
    await expect(openDatabase({ data: folder, url })).rejects.toThrow(message);
  });
});
