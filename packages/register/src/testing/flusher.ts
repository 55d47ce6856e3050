import { setTimeout as wait } from "node:timers/promises";
import { type Caller, createCase, editCase, openRegister } from "../index.ts";
import { sampleRecord } from "./fixture.ts";

// Records and edits cases, and says after what was acknowledged how much of the journal and of the key file was flushed by
// then: what a power cut leaves for certain. It is killed from outside; it never ends by itself.
const [folder = "", callerText = "{}", round = "0"] = process.argv.slice(2);
const caller = JSON.parse(callerText) as Caller;
const register = await openRegister({ data: folder });
await register.pool.query("checkpoint");
process.stdout.write("ready\n");
await wait(300);

async function write(writer: number): Promise<never> {
  for (let turn = 0; ; turn++) {
    const record = sampleRecord({ id: `cut-${round}-${writer}-${turn}` });
    const { id } = await createCase(register, caller, record);
    const children = turn % 90;
    const edit = await editCase(register, caller, id, 1, { "/person/numberOfChildren": children });
    const keys = register.people.length;
    const { rows } = await register.pool.query<{ at: string }>("select pg_current_wal_flush_lsn() as at");
    if (edit.saved) process.stdout.write(`saved ${id} ${record.id} ${children} ${rows[0]?.at} ${keys}\n`);
  }
}

/** A checkpoint that takes its time writes pages of tables to the disk without ever becoming the one recovery begins at. */
async function writePages(): Promise<never> {
  await wait(400);
  await register.pool.query("select pg_backup_start('slow checkpoint', false)");
  throw new Error("the checkpoint came to its end: what was copied before it is no longer what a power cut may leave");
}

await Promise.all([...[0, 1, 2].map(write), writePages()]);
