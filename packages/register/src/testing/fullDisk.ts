import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Problem } from "@counterweight/kernel";
import { backup, createCase, importRecords, ownIdentity, readCase, verifyAudit } from "../index.ts";
import { openFixture, sampleRecord } from "./fixture.ts";

// Runs where SMALL is a disk of its own, a small one (see full disk's test). WHAT lies on it: `database`,
// `journal` (the database, and its write-ahead log is what finds no room), `keys` or `target`.
// Fills it in the middle of writing, makes room again, and says on its output what became of every write.
const [what = "", small = "", large = ""] = process.argv.slice(2);
const ballast = join(small, "ballast");

/** Fills the disk but for so many bytes. */
function fill(leave: number): void {
  const file = openSync(ballast, "w");
  const block = Buffer.alloc(64 << 10, 7);
  for (;;) {
    const { bavail, bsize } = statfsSync(small);
    const room = bavail * bsize - leave;
    if (room <= 0) break;
    writeSync(file, block, 0, Math.min(room, block.length));
  }
  fsyncSync(file);
  closeSync(file);
}

const onSmall = what === "journal" ? "database" : what;
const folder = (name: string) => join(onSmall === name ? small : large, name);
for (const name of ["database", "keys", "target"]) mkdirSync(folder(name), { recursive: true, mode: 0o711 });
const fixture = await openFixture({ data: join(folder("database"), "data"), keys: join(folder("keys"), "keys") });
const { register, people } = fixture;
const { caseworker, supervisor } = people.home;

const acknowledged: string[] = [];
const refusals = new Map<string, string>();
let sequence = 0;
/** One write; true where it was acknowledged. */
async function write(): Promise<boolean> {
  const text = "y".repeat(15_000);
  const record = sampleRecord({ id: `full-${++sequence}`, extensions: { Note: text } });
  try {
    acknowledged.push((await createCase(register, caseworker, record)).id);
    return true;
  } catch (error) {
    refusals.set(error instanceof Problem ? error.code : "defect", (error as Error).message);
    return false;
  }
}
async function refusedImport(): Promise<void> {
  const records = Array.from({ length: 6000 }, (_, index) => sampleRecord({ id: `import-${index}` }));
  await importRecords(register, supervisor, records).then(
    () => refusals.set("imported", "the import went through"),
    (error: Error) => refusals.set(error instanceof Problem ? error.code : "defect", error.message),
  );
}

for (let turn = 0; turn < 5; turn++) await write();
const target = join(folder("target"), "register.age");
const { recipient } = await ownIdentity(register.database.keys);
fill(onSmall === "database" ? 3 << 20 : 4 << 10);
let refused = 0;
if (what === "target") {
  await backup(register, target, { recipients: [recipient] }).catch((error: Error) => {
    refusals.set(error instanceof Problem ? error.code : "defect", error.message);
  });
  refused = 1;
} else {
  if (what === "keys") await refusedImport();
  for (let turn = 0; turn < 2000 && refused < 3; turn++) {
    // A new file of the journal at each write: PostgreSQL must stop where it cannot make one.
    if (what === "journal") await register.pool.query("select pg_switch_wal()").catch(() => undefined);
    if (!(await write())) refused++;
  }
  if (what === "database") await refusedImport();
}
const unfinished = readdirSync(folder("target"));
rmSync(ballast);
const madeRoom = performance.now();
while (!(await write()) && performance.now() - madeRoom < 60_000) await wait(200);
const wentOn = Math.round(performance.now() - madeRoom);
for (let turn = 0; turn < 5; turn++) await write();
if (what === "target") await backup(register, target, { recipients: [recipient] });

let whole = 0;
for (const id of acknowledged) {
  const { record } = await readCase(register, caseworker, id, { unmask: true });
  if (record.person.names?.[0]?.text === "Amara" && record.extensions?.["Note"]?.length === 15_000) whole++;
}
const { rows } = await register.pool.query<{ cases: number; halves: number; imported: number }>(
  `select count(*)::int as cases, count(*) filter (where number like 'import-%')::int as imported,
     count(*) filter (where not exists (select 1 from register.case_identity i where i.case_id = r.id)
       or not exists (select 1 from register.case_narrative n where n.case_id = r.id)
       or not exists (select 1 from register.case_facet f where f.case_id = r.id))::int as halves
   from register.case_record r`,
);
const { broken } = await verifyAudit(register.pool);
const keys = register.people.size;
await fixture.end();
process.stdout.write(
  `${JSON.stringify({
    refused,
    refusals: [...refusals],
    acknowledged: acknowledged.length,
    whole,
    ...rows[0],
    keys,
    unfinished,
    wentOn,
    broken: broken ?? null,
  })}\n`,
);
