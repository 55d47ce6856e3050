import { parentPort, workerData } from "node:worker_threads";
import type { CaseRecord } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { Pool } from "pg";
import { Levels } from "../records/pointer.ts";
import { openStandards } from "../standards.ts";
import type { FromThread, ThreadOrder, ToThread } from "./importOnThread.ts";
import { writeImport } from "./writeImport.ts";

// A thread that imports: records come in, their people's keys go out to be kept. Its heap holds a batch or two, so that
// collecting garbage does not walk through everything that is imported, and the thread that serves people stays free.
const { settings, keys, order } = workerData as ThreadOrder;
const standards = openStandards();
const port = parentPort as NonNullable<typeof parentPort>;
const say = (message: FromThread) => port.postMessage(message);

const arrived: ToThread[] = [];
let wake = () => {};
port.on("message", (message: ToThread) => {
  arrived.push(message);
  wake();
});

/** The next message of a kind; keeping answers overtake batches that wait. */
async function take<Kind extends ToThread["kind"]>(...kinds: Kind[]): Promise<Extract<ToThread, { kind: Kind }>> {
  for (;;) {
    const place = arrived.findIndex(({ kind }) => (kinds as string[]).includes(kind));
    if (place >= 0) return arrived.splice(place, 1)[0] as Extract<ToThread, { kind: Kind }>;
    await new Promise<void>((done) => {
      wake = done;
    });
  }
}

async function* batches(): AsyncGenerator<readonly CaseRecord[]> {
  for (;;) {
    say({ kind: "ready" });
    const next = await take("batch", "end");
    if (next.kind === "end") return;
    yield JSON.parse(next.records) as CaseRecord[];
  }
}

const pool = new Pool({ ...settings, max: 1 });
pool.on("error", () => undefined);
try {
  const room = { standards, levels: new Levels(standards.fields), ...keys };
  const written = await writeImport(
    pool,
    room,
    order,
    batches(),
    {
      keep: async ({ people, slots }) => {
        say({ kind: "keep", people, slots });
        const { refused } = await take("kept");
        if (refused !== undefined) throw new Problem(refused);
      },
      takeBack: () => say({ kind: "takeBack" }),
    },
    (count) => say({ kind: "written", count }),
  );
  say({ kind: "done", written });
} catch (error) {
  const { message, code, constraint } = error as Error & { code?: string; constraint?: string };
  say({ kind: "failed", message, code, constraint, problem: error instanceof Problem ? error.details : undefined });
} finally {
  await pool.end();
  port.close();
}
