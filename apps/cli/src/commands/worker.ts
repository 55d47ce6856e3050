import type { Server } from "node:http";
import { availableParallelism } from "node:os";
import { Problem } from "@counterweight/kernel";
import { type RunningWorker, refuseStrangers, startWorker } from "@counterweight/register/jobs";
import { createLog } from "@counterweight/server";
import { type Command, usageProblem } from "../command.ts";
import { computeInThread } from "../executor/compute.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { openNamed } from "../run/database.ts";
import { serveMetrics, workerMetrics } from "../worker/metrics.ts";

export const command: Command = {
  name: "worker",
  summary: "Work on runs that lie in a PostgreSQL; any number, on any machine, may join and leave",
  usage: `
counterweight worker --database-url URL [--workers N] [--metrics PORT [--metrics-host HOST]]

  --database-url URL   where the runs lie; also read from DATABASE_URL, which no list of processes shows
  --workers N          chunks worked on at a time; as many as the machine has cores where absent
  --metrics PORT       Prometheus metrics at http://127.0.0.1:PORT/metrics, and /health
  --metrics-host HOST  another address to answer on; 127.0.0.1 where absent

Works on runs of its own version alone. Log lines are JSON on standard error: chunks by number, nothing of what is in
them. Ctrl-C or SIGTERM finishes the chunks in hand; killed, it loses nothing: others get its chunks.
docs/guide/scale.md is the page for operators.`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("worker", args, {
      "database-url": { type: "string" },
      workers: { type: "string" },
      metrics: { type: "string" },
      "metrics-host": { type: "string" },
    });
    if (positionals.length > 0) throw usageProblem("worker", `"${positionals[0]}" is one word too many`);
    const threads = wholeNumber("worker", "workers", values.workers, availableParallelism(), 1, 256);
    const port =
      values.metrics === undefined ? undefined : wholeNumber("worker", "metrics", values.metrics, 0, 0, 65_535);
    const jobs = await openNamed("worker", values["database-url"], threads + 6);
    let worker: RunningWorker | undefined;
    let server: Server | undefined;
    try {
      await refuseStrangers(jobs);
      const log = createLog();
      const metrics = workerMetrics(jobs.program, () => worker);
      if (port !== undefined)
        server = await answer(() => serveMetrics(metrics, values["metrics-host"] ?? "127.0.0.1", port), port);
      worker = await startWorker(jobs, {
        threads,
        compute: computeInThread,
        onEvent: (event) => {
          metrics.take(event);
          const { kind, ...facts } = event;
          if (kind === "landed") log.debug(facts, kind);
          else log.warn(facts, kind);
        },
      });
      terminal.write(`Worker ${worker.id} of counterweight ${jobs.program}, ${threads} at a time, on ${jobs.place}.\n`);
      const address = server?.address();
      if (address !== null && typeof address === "object") terminal.write(`Metrics on port ${address.port}.\n`);
      await new Promise<void>((done) => {
        terminal.signal.addEventListener("abort", () => done(), { once: true });
        process.once("SIGTERM", () => done());
      });
      return 0;
    } finally {
      await worker?.stop();
      server?.close();
      await jobs.close();
    }
  },
};

async function answer(start: () => Promise<Server>, port: number): Promise<Server> {
  try {
    return await start();
  } catch (cause) {
    throw new Problem({
      code: "worker.port",
      what: `port ${port} cannot be used for metrics`,
      doThis: "choose another with --metrics",
      cause,
    });
  }
}
