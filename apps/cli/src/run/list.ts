import type { RunView, WorkerView } from "@counterweight/register/jobs";
import { table } from "../output.ts";

const kindWords = (kind: string) => kind.replace(/^counterweight /, "");

/** Chunks a second in the last minute, and the seconds left at that rate; nothing where none landed. */
export function rateOf(
  run: RunView,
  now = Date.now(),
): { readonly perSecond: number; readonly left: number } | undefined {
  if (run.state !== "running" || run.lastMinute === 0) return undefined;
  const window = Math.min(60, Math.max(1, (now - run.createdAt.getTime()) / 1000));
  const perSecond = run.lastMinute / window;
  return { perSecond, left: (run.chunks - run.done) / perSecond };
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${(seconds / 3600).toFixed(1)} h` : `${(seconds / 86_400).toFixed(1)} days`;
}

export function runsTable(runs: readonly RunView[], workers: readonly WorkerView[]): string {
  const list =
    runs.length === 0
      ? "No runs.\n"
      : table(
          ["run", "kind", "title", "state", "done", "rate", "left", "begun"],
          runs.map((run) => {
            const rate = rateOf(run);
            return [
              run.id.slice(0, 8),
              kindWords(run.kind),
              run.title.slice(0, 40),
              run.state,
              `${run.done} of ${run.chunks} (${Math.floor((100 * run.done) / run.chunks)}%)`,
              rate === undefined ? "" : `${rate.perSecond.toPrecision(2)} a second`,
              rate === undefined ? "" : duration(rate.left),
              run.createdAt.toISOString().slice(0, 16).replace("T", " "),
            ];
          }),
        );
  const threads = workers.reduce((sum, worker) => sum + worker.threads, 0);
  const versions = [...new Set(workers.map(({ program }) => program))];
  return `${list}\n${
    workers.length === 0
      ? "No worker is there."
      : `${workers.length} ${workers.length === 1 ? "worker" : "workers"}, ${threads} chunks at a time, counterweight ${versions.join(" and ")}.`
  }\n`;
}

export function runText(run: RunView): string {
  const rate = rateOf(run);
  const lines = [
    `Run ${run.id}${run.title === "" ? "" : `, ${run.title}`}`,
    `${kindWords(run.kind)}, ${run.state}, ${run.done} of ${run.chunks} chunks${run.collected ? "; its results were collected" : ""}`,
    `made by counterweight ${run.program} at ${run.createdAt.toISOString()}${run.seed === undefined ? "" : `, seed ${run.seed}`}`,
  ];
  if (run.seconds > 0) lines.push(`${duration(run.seconds)} of work so far`);
  if (rate !== undefined)
    lines.push(
      `${rate.perSecond.toPrecision(2)} chunks a second in the last minute, ${duration(rate.left)} left at that`,
    );
  if (run.error !== undefined) lines.push(`it failed: ${run.error.message}`);
  return `${lines.join("\n")}\n`;
}

/** A run as data, without its study. */
export function runJson(run: RunView): unknown {
  const rate = rateOf(run);
  const { study: _, ...facts } = run;
  return { ...facts, rate: rate?.perSecond ?? null, secondsLeft: rate?.left ?? null };
}
