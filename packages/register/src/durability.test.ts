import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishedHeads } from "./audit/head.ts";
import { verifyAudit } from "./audit/verify.ts";
import { readCase } from "./records/read.ts";
import { type Fixture, openFixture } from "./testing/fixture.ts";

// The whole campaign, once: COUNTERWEIGHT_KILLS=200 (it was run so; the figure stands in docs/guide/register.md).
const kills = Number(process.env["COUNTERWEIGHT_KILLS"] ?? 6);
const checkEvery = kills > 20 ? 10 : 3;

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.end());

/** Deterministic: the same moments and targets in each run. */
let state = 20_261_122;
const next = (most: number): number => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
};

function processesOf(folder: string): { postmaster: number | undefined; children: number[] } {
  const parents = new Map<number, number>();
  let postmaster: number | undefined;
  for (const pid of readdirSync("/proc").map(Number).filter(Number.isInteger)) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      parents.set(pid, Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (command.split("\0")[0]?.endsWith("/postgres") && command.includes(join(folder, "postgresql")))
        postmaster = pid;
    } catch {
      // Ended while we looked.
    }
  }
  return { postmaster, children: [...parents].filter(([, parent]) => parent === postmaster).map(([pid]) => pid) };
}

const kill = (pid: number | undefined) => {
  try {
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
};

type Acknowledged = Map<string, { number: string; children: number | undefined }>;

async function crash(round: number, acknowledged: Acknowledged): Promise<void> {
  const caller = JSON.stringify(fixture.people.home.caseworker);
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "testing", "writer.ts"), fixture.folder, caller, String(round)],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  let text = "";
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  await new Promise<void>((done) => {
    child.stdout.on("data", (part: Buffer) => {
      text += String(part);
      if (text.startsWith("ready")) done();
    });
    child.once("close", () => done());
  });
  await wait(20 + next(350));
  const { postmaster, children } = processesOf(fixture.folder);
  const target = next(3);
  // The program alone; the database's processes alone, as by the kernel out of memory; or everything at once.
  if (target !== 1) kill(child.pid);
  if (target !== 0) for (const pid of [postmaster, ...children]) kill(pid);
  if (target === 1) {
    await wait(20);
    kill(child.pid);
  }
  await ended;
  const lines = text.split("\n");
  // The last line may be cut; what was cut was not acknowledged to anybody.
  lines.pop();
  for (const line of lines) {
    const [what, id = "", value = ""] = line.split(" ");
    if (what === "created") acknowledged.set(id, { number: value, children: undefined });
    if (what === "edited")
      acknowledged.set(id, { number: acknowledged.get(id)?.number ?? "", children: Number(value) });
  }
}

async function check(acknowledged: Acknowledged): Promise<number> {
  const register = await fixture.reopen();
  const caller = fixture.people.home.caseworker;
  const wrong: string[] = [];
  for (const [id, { number, children }] of acknowledged) {
    const { record } = await readCase(register, caller, id, { unmask: true });
    if (record.id !== number || record.person.names?.[0]?.text !== `Name ${number.replaceAll("-", " ")}`)
      wrong.push(`${id} differs`);
    if (children !== undefined && (record.person.numberOfChildren !== children || record.case.status !== "follow_up"))
      wrong.push(`${id} lost an edit`);
  }
  const { rows } = await register.pool.query<{ cases: number; whole: number; entries: number; halfEdited: number }>(
    `select count(*)::int as cases,
       count(*) filter (where exists (select 1 from register.case_identity i where i.case_id = r.id)
         and exists (select 1 from register.case_narrative n where n.case_id = r.id)
         and exists (select 1 from register.case_facet f where f.case_id = r.id)
         and exists (select 1 from register.case_token t where t.case_id = r.id))::int as whole,
       (select count(*)::int from register.audit where entry::jsonb ->> 'action' = 'case.create') as entries,
       (select count(*)::int from register.case_record r where version - 1 <> (select count(distinct version) from register.case_change c where c.case_id = r.id)) as "halfEdited"
     from register.case_record r`,
  );
  const { cases = 0, whole, entries, halfEdited } = rows[0] ?? {};
  expect(wrong).toEqual([]);
  expect({ whole, entries, halfEdited }).toEqual({ whole: cases, entries: cases, halfEdited: 0 });
  expect(cases).toBeGreaterThanOrEqual(acknowledged.size);
  expect((await verifyAudit(register.pool, publishedHeads(register.database.keys))).broken).toBeUndefined();
  await register.close();
  return cases;
}

test(`${kills} kill -9 in the middle of concurrent writes: nothing acknowledged is lost, nothing is half-written, the chain verifies`, async () => {
  await fixture.register.close();
  // `reopen` closes what is open; here nothing is.
  fixture.register = { ...fixture.register, close: async () => undefined };
  const acknowledged: Acknowledged = new Map();
  for (let round = 1; round <= kills; round++) {
    await crash(round, acknowledged);
    if (round % checkEvery === 0 || round === kills) {
      const cases = await check(acknowledged);
      fixture.register = { ...fixture.register, close: async () => undefined };
      if (kills > 20) process.stdout.write(`${round} kills, ${acknowledged.size} acknowledged, ${cases} cases\n`);
      if (acknowledged.size > 3000) acknowledged.clear();
    }
  }
  await fixture.reopen();
  expect(acknowledged.size).toBeGreaterThan(kills > 20 ? 0 : 10);
}, 1_800_000);
