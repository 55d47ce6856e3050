import type { Terminal } from "../command.ts";
import { programVersion } from "../executor/program.ts";
import { threads } from "../executor/threads.ts";
import { progress } from "../progress.ts";
import type { CollectOptions } from "./collect.ts";
import type { Prepared } from "./kinds.ts";

/** Runs a study on the threads of this process. */
export async function runHere(
  study: Prepared,
  terminal: Terminal,
  { workers, json, out }: CollectOptions & { readonly workers: number | undefined },
): Promise<number> {
  const collector = study.collector(out);
  const executor = threads(workers);
  const line = progress(terminal, "Running");
  try {
    // Threads end chunks out of order; what must wait for an earlier one is few, because they are begun in order.
    const early = new Map<number, unknown>();
    let next = 0;
    await executor.run(study.task, study.input, {
      chunks: study.tasks,
      keep: false,
      signal: terminal.signal,
      onProgress: line.onProgress,
      onResult: (result, index) => {
        early.set(index, result);
        for (; early.has(next); next++) {
          collector.take(early.get(next));
          early.delete(next);
        }
      },
    });
    line.end();
    await collector.finish(study.tasks, programVersion());
  } catch (error) {
    line.end();
    await collector.discard();
    throw error;
  } finally {
    await executor.close();
  }
  terminal.write(json ? `${JSON.stringify(collector.json(study.tasks))}\n` : collector.text(study.tasks));
  if (out !== undefined && !json) terminal.write(`${out} is written.\n`);
  return 0;
}
