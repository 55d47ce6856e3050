/** What travels between the page and a worker. A task is named; its input and result survive structured cloning. */
export type Order = { readonly id: number; readonly task: string; readonly input: unknown };
export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

/** The part of a Web Worker the pool needs, so that tests can bring their own. */
export type WorkerLike = {
  postMessage: (order: Order) => void;
  onmessage: ((event: { data: Answer }) => void) | null;
  onerror: ((event: { message: string }) => void) | null;
  terminate: () => void;
};

export type Job = {
  readonly task: string;
  readonly input: unknown;
  /** Jobs with the same number always go to the same worker, which may keep what it drew for them. */
  readonly home: number;
};

export type Pool = {
  readonly size: number;
  /** Results in the order of the jobs. When the signal aborts, jobs not yet begun are dropped and the promise rejects. */
  readonly run: (jobs: readonly Job[], signal?: AbortSignal) => Promise<unknown[]>;
  readonly close: () => void;
};

type Waiting = { readonly job: Job; readonly done: (result: unknown) => void; readonly failed: (error: Error) => void };

/**
 * Jobs given to a worker at a time: one it runs and one that lies ready, so that it does not wait for the page between
 * them. Whatever else is not begun can still be called off at no cost.
 */
const ahead = 2;

export function makePool(size: number, makeWorker: () => WorkerLike): Pool {
  const lanes = Array.from({ length: size }, () => lane(makeWorker));
  return {
    size,
    run: async (jobs, signal) => {
      signal?.throwIfAborted();
      const mine = jobs.map((job) => {
        let waiting: Waiting | undefined;
        const promise = new Promise<unknown>((done, failed) => {
          waiting = { job, done, failed };
        });
        const own = lanes[job.home % size];
        if (waiting !== undefined) own?.add(waiting);
        return { promise, own, waiting };
      });
      const callOff = () => {
        for (const { own, waiting } of mine) if (waiting !== undefined) own?.drop(waiting, signal?.reason);
      };
      signal?.addEventListener("abort", callOff, { once: true });
      try {
        return await Promise.all(mine.map(({ promise }) => promise));
      } finally {
        signal?.removeEventListener("abort", callOff);
      }
    },
    close: () => {
      for (const { close } of lanes) close();
    },
  };
}

function lane(makeWorker: () => WorkerLike) {
  let worker: WorkerLike | undefined;
  const given = new Map<number, Waiting>();
  let id = 0;
  const queue: Waiting[] = [];

  const settle = (of: number, act: (waiting: Waiting) => void) => {
    const waiting = given.get(of);
    given.delete(of);
    if (waiting !== undefined) act(waiting);
    next();
  };
  const start = (): WorkerLike => {
    const made = makeWorker();
    made.onmessage = ({ data }) =>
      settle(data.id, ({ done, failed }) => ("error" in data ? failed(new Error(data.error)) : done(data.result)));
    // A worker that broke down is replaced; what it was given fails with its message.
    made.onerror = ({ message }) => {
      made.terminate();
      worker = undefined;
      const lost = [...given.values()];
      given.clear();
      for (const { failed } of lost) failed(new Error(message || "The computation stopped."));
      next();
    };
    return made;
  };
  const next = () => {
    while (given.size < ahead) {
      const waiting = queue.shift();
      if (waiting === undefined) return;
      worker ??= start();
      id += 1;
      given.set(id, waiting);
      worker.postMessage({ id, task: waiting.job.task, input: waiting.job.input });
    }
  };
  return {
    add: (waiting: Waiting) => {
      queue.push(waiting);
      next();
    },
    drop: (waiting: Waiting, reason: unknown) => {
      const at = queue.indexOf(waiting);
      if (at >= 0) queue.splice(at, 1);
      waiting.failed(reason instanceof Error ? reason : new Error("called off"));
    },
    close: () => worker?.terminate(),
  };
}
