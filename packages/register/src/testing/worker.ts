import { computeHere } from "../jobs/compute.ts";
import { openJobs } from "../jobs/open.ts";
import { startWorker } from "../jobs/worker.ts";
import { loadTestTask } from "./tasks.ts";

/** A worker process for tests: `worker.ts SETTINGS PROGRAM THREADS`. Says "ready", then works until it is killed. */
const [settings = "{}", program = "", threads = "1"] = process.argv.slice(2);
const jobs = await openJobs({ database: JSON.parse(settings) as object, program, lookSeconds: 1 });
await startWorker(jobs, { threads: Number(threads), compute: () => computeHere(loadTestTask), idle: 100 });
process.stdout.write("ready\n");
