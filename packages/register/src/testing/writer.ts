import { type Caller, createCase, editCase, openRegister } from "../index.ts";
import { sampleRecord } from "./fixture.ts";

// A process that records and edits cases as fast as it can, four at a time, and says on its output what was acknowledged.
// It is killed from outside; it never ends by itself.
const [folder = "", callerText = "{}", round = "0"] = process.argv.slice(2);
const caller = JSON.parse(callerText) as Caller;
const register = await openRegister({ data: folder });
const { rows } = await register.pool.query<{ pid: number }>("select pg_backend_pid() as pid");
process.stdout.write(`ready ${rows[0]?.pid}\n`);

async function write(writer: number): Promise<never> {
  for (let turn = 0; ; turn++) {
    const record = sampleRecord({
      id: `${round}-${writer}-${turn}`,
      person: { names: [{ text: `Name ${round} ${writer} ${turn}` }] },
    });
    const { id } = await createCase(register, caller, record);
    process.stdout.write(`created ${id} ${record.id}\n`);
    const edit = await editCase(register, caller, id, 1, {
      "/person/numberOfChildren": turn % 90,
      "/case/status": "follow_up",
    });
    if (edit.saved) process.stdout.write(`edited ${id} ${turn % 90}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(write));
