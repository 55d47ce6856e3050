import { Problem, receiveError, type WorkerHandle } from "@counterweight/kernel";
import type { Compute } from "@counterweight/register/jobs";
import { spawnThread } from "./spawn.ts";

const ownTasks = /^@counterweight\/[a-z]+(\/[a-z-]+)?$/;

/**
 * Does a worker's arithmetic in a thread of its own, so that its heartbeat and its metrics go on while a chunk is computed. A
 * task is only loaded from this program's own packages: whoever can write to the database must not choose code.
 */
export function computeInThread(allowed: RegExp = ownTasks): Compute {
  const numbers = new Map<string, number>();
  const waiting = new Map<string, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let handle: WorkerHandle | undefined;
  let last = 0;

  function forget(error: Error): void {
    handle = undefined;
    numbers.clear();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function thread(): WorkerHandle {
    if (handle !== undefined) return handle;
    handle = spawnThread();
    handle.listen((message) => {
      const key = `${message.run} ${message.index}`;
      const asked = waiting.get(key);
      waiting.delete(key);
      if (message.kind === "result") asked?.resolve(message.result);
      else asked?.reject(receiveError(message.error));
    }, forget);
    return handle;
  }

  return {
    begin: async (run, task, input) => {
      if (!allowed.test(task.module))
        throw new Problem({ code: "runs.task", what: `the task "${task.module}" is none of this program's` });
      numbers.set(run, ++last);
      thread().send({ kind: "begin", run: last, task, input });
    },
    task: (run, index) =>
      new Promise((resolve, reject) => {
        const number = numbers.get(run);
        if (number === undefined) return reject(new Error(`run ${run} was never begun`));
        waiting.set(`${number} ${index}`, { resolve, reject });
        thread().send({ kind: "chunk", run: number, index });
      }),
    end: (run) => {
      const number = numbers.get(run);
      numbers.delete(run);
      if (number !== undefined) handle?.send({ kind: "end", run: number });
    },
    close: async () => {
      const ending = handle;
      forget(new Error("the worker stops"));
      await ending?.end();
    },
  };
}
