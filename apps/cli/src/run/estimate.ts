import { availableParallelism } from "node:os";
import { formatNumber } from "@counterweight/kernel";
import { chunkOf } from "@counterweight/register/jobs";
import { loadTask } from "../executor/threads.ts";
import type { Prepared } from "./kinds.ts";
import { duration } from "./list.ts";
import { bytesOfRow } from "./parquet.ts";

type Range = { readonly low: number; readonly high: number };

/** What a run will cost, from a few of its tasks worked on here and now. */
export type Estimate = {
  readonly tasks: number;
  /** Policies times regions, structures and draws; nothing for a study, whose table says it. */
  readonly modelRuns: number | undefined;
  /** Tasks that were worked on for this. */
  readonly tried: number;
  /** Processor time of the shortest and the longest of them, in seconds. */
  readonly taskSeconds: Range;
  /** Processor time of the whole run, in seconds, if all tasks were like the shortest or like the longest. */
  readonly cpuSeconds: Range;
  readonly threads: number;
  /** Chunks it would be cut into for other machines, and the seconds of one. */
  readonly chunks: number;
  readonly chunkSeconds: number;
  /** The Parquet file of a sweep, and what lies in the database until it is written. */
  readonly rows: number | undefined;
  readonly columns: number | undefined;
  readonly bytes: number | undefined;
  /** What one thread holds once it has seen every region and structure: grown by the tasks tried, in bytes. */
  readonly threadBytes: number;
};

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Works on some tasks in up to six places of the run, at most about ten seconds long. */
export async function estimate(study: Prepared, wantedChunk: number | undefined): Promise<Estimate> {
  const task = await loadTask(study.task);
  const places = Math.min(study.places, study.tasks);
  const some = Math.min(6, places);
  const seconds: number[] = [];
  const before = process.memoryUsage().rss;
  const until = performance.now() + 10_000;
  for (let at = 0; at < some && (at === 0 || performance.now() < until); at++) {
    const first = Math.floor((at * places) / some);
    // The first call in a place draws its parameters, and compiles; a run does this once in each thread.
    await task(study.input, first);
    for (let turn = 1; turn <= 3 && first + turn * places < study.tasks; turn++) {
      const started = cpu();
      await task(study.input, first + turn * places);
      seconds.push(cpu() - started);
    }
  }
  if (seconds.length === 0) {
    const started = cpu();
    await task(study.input, 0);
    seconds.push(cpu() - started);
  }
  const seen = Math.max(1, Math.min(some, Math.ceil(seconds.length / 3)));
  const taskSeconds = { low: Math.min(...seconds), high: Math.max(...seconds) };
  const middle = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  const { perChunk, chunkSeconds } = chunkOf(middle, study.tasks, wantedChunk);
  const { rows, columns } = study;
  return {
    tasks: study.tasks,
    modelRuns: study.modelRuns,
    tried: seconds.length,
    taskSeconds,
    cpuSeconds: { low: taskSeconds.low * study.tasks, high: taskSeconds.high * study.tasks },
    threads: availableParallelism(),
    chunks: Math.ceil(study.tasks / perChunk),
    chunkSeconds,
    rows,
    columns: columns?.length,
    bytes: rows === undefined || columns === undefined ? undefined : rows * bytesOfRow(columns),
    threadBytes: (Math.max(0, process.memoryUsage().rss - before) / seen) * places,
  };
}

const megabytes = (bytes: number) =>
  bytes < 1e9
    ? `${formatNumber(bytes / 1e6)} MB`
    : bytes < 1e12
      ? `${formatNumber(bytes / 1e9)} GB`
      : `${formatNumber(bytes / 1e12)} TB`;

/** From the shorter to the longer, or one where both read alike. */
const span = ({ low, high }: Range) =>
  duration(low) === duration(high) ? duration(low) : `${duration(low)} to ${duration(high)}`;

export function estimateText(study: Prepared, found: Estimate): string {
  const { low, high } = found.cpuSeconds;
  const shared = { low: low / found.threads, high: high / found.threads };
  const tasks = `${formatNumber(found.tasks, 9)} tasks`;
  const lines = [
    found.modelRuns === undefined ? `${tasks}.` : `${formatNumber(found.modelRuns)} model runs, in ${tasks}.`,
    `Processor time: ${span(found.cpuSeconds)}, as on this machine now, where ${found.tried} tasks took ${milliseconds(found.taskSeconds.low)} to ${milliseconds(found.taskSeconds.high)}.`,
    `Here, on ${found.threads} ${found.threads === 1 ? "thread" : "threads"}: ${span(shared)}. With a database: ${formatNumber(found.chunks, 9)} chunks of about ${formatNumber(found.chunkSeconds)} s, and as many times faster as there are cores.`,
    `Memory: about ${megabytes(found.threadBytes)} for each thread, beside the program's own.`,
  ];
  if (found.rows !== undefined && found.bytes !== undefined)
    lines.push(
      `File: at most ${formatNumber(found.rows)} rows of ${found.columns} columns, ${megabytes(found.bytes)}; with a database as much there until the file is written.`,
    );
  return `${study.title === "" ? "" : `${study.title}\n\n`}${lines.join("\n")}\nNothing was run but these tasks, and nothing was put down.\n`;
}

const milliseconds = (seconds: number) =>
  seconds < 1 ? `${formatNumber(Math.max(1, 1000 * seconds))} ms` : `${formatNumber(seconds)} s`;
