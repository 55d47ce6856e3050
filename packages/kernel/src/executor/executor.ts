/** Names a task so that a thread, another page or another machine can load it: a module specifier and its export. */
export type TaskReference = { readonly module: string; readonly name: string };

/**
 * One piece of work: a pure function of (input, index). Whatever is random in it is drawn from a stream that depends on
 * the seed in the input and on the index alone, so that order, retries and the number of workers cannot matter.
 * Inputs and results must survive structured cloning.
 */
export type Task<Input, Result> = (input: Input, index: number) => Result | Promise<Result>;

export type RunOptions<Result> = {
  /** How many chunks; indices run from 0 to chunks - 1. */
  readonly chunks: number;
  readonly signal?: AbortSignal;
  /** Called once a chunk, in the order the chunks end. */
  readonly onResult?: (result: Result, index: number) => void;
  readonly onProgress?: (done: number, total: number) => void;
  /** False where `onResult` consumes the results and keeping them would fill the memory. */
  readonly keep?: boolean;
};

/** One interface at three scales: in this thread, on worker threads or Web Workers, on many machines. */
export type Executor = {
  readonly workers: number;
  /** Results in the order of their indices. Rejects with the first error, or with the signal's reason. */
  readonly run: <Result>(task: TaskReference, input: unknown, options: RunOptions<Result>) => Promise<Result[]>;
  readonly close: () => Promise<void>;
};

export type TaskLoader = (task: TaskReference) => Promise<Task<unknown, unknown>>;

/** The scale of one: every chunk in this thread, in order. Lets the event loop turn between chunks. */
export function inProcess(load: TaskLoader): Executor {
  return {
    workers: 1,
    close: async () => {},
    run: async <Result>(reference: TaskReference, input: unknown, options: RunOptions<Result>) => {
      const task = (await load(reference)) as Task<unknown, Result>;
      const results: Result[] = [];
      for (let index = 0; index < options.chunks; index++) {
        options.signal?.throwIfAborted();
        const result = await task(input, index);
        if (options.keep !== false) results[index] = result;
        options.onResult?.(result, index);
        options.onProgress?.(index + 1, options.chunks);
        await new Promise((turn) => setTimeout(turn, 0));
      }
      return results;
    },
  };
}
