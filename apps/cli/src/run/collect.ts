import { dropResults, findRun, follow, type Jobs, landedFrom, type RunView } from "@counterweight/register/jobs";
import type { Terminal } from "../command.ts";
import { progress } from "../progress.ts";
import { prepare } from "./kinds.ts";

export type CollectOptions = { readonly json?: boolean | undefined; readonly out?: string | undefined };

/** Follows a run to its end, writing its file as the chunks land; then its results leave the database. */
export async function collectRun(
  jobs: Jobs,
  id: string,
  terminal: Terminal,
  { json, out }: CollectOptions,
): Promise<number> {
  const run = await findRun(jobs, id);
  const collector = prepare(run.study ?? "", `run ${id}`).collector(out);
  const line = progress(terminal, "Running");
  try {
    await follow(jobs, id, {
      signal: terminal.signal,
      onTask: collector.take,
      onProgress: line.onProgress,
    });
    line.end();
    await collector.finish(run.tasks, run.program);
  } catch (error) {
    line.end();
    await collector.discard();
    throw error;
  }
  await dropResults(jobs, id);
  terminal.write(json ? `${JSON.stringify(collector.json(run.tasks))}\n` : collector.text(run.tasks));
  if (out !== undefined && !json) terminal.write(`${out} is written.\n`);
  return 0;
}

/** What has landed of a run up to now, without waiting; results stay where they are. */
export async function partOfRun(
  jobs: Jobs,
  run: RunView,
  terminal: Terminal,
  { json, out }: CollectOptions,
): Promise<{ readonly text: string; readonly json: unknown } | undefined> {
  if (run.study === undefined || run.collected) return undefined;
  const collector = prepare(run.study, `run ${run.id}`).collector(out);
  let tasks = 0;
  try {
    for (let next = 0; ; ) {
      terminal.signal.throwIfAborted();
      const landed = await landedFrom(jobs, run.id, next);
      if (landed.length === 0) break;
      for (const { results } of landed)
        for (const result of results) {
          collector.take(result);
          tasks += 1;
        }
      next += landed.length;
    }
    await collector.finish(tasks, run.program);
  } catch (error) {
    await collector.discard();
    throw error;
  }
  return { text: json ? "" : collector.text(tasks), json: tasks === 0 ? null : collector.json(tasks) };
}
