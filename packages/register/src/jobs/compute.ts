import type { Task, TaskLoader, TaskReference } from "@counterweight/kernel";

/** What does the arithmetic for a worker; a thread of its own where the heartbeat must not wait for it. */
export type Compute = {
  /** Makes a run known; each of its tasks is asked for by its index afterwards. */
  readonly begin: (run: string, task: TaskReference, input: unknown) => Promise<void>;
  readonly task: (run: string, index: number) => Promise<unknown>;
  readonly end: (run: string) => void;
  readonly close: () => Promise<void>;
};

/** In this thread: for tests, and where nothing else has to happen meanwhile. */
export function computeHere(load: TaskLoader): Compute {
  const known = new Map<string, { readonly task: Task<unknown, unknown>; readonly input: unknown }>();
  return {
    begin: async (run, reference, input) => {
      known.set(run, { task: await load(reference), input });
    },
    task: async (run, index) => {
      const found = known.get(run);
      if (found === undefined) throw new Error(`run ${run} was never begun`);
      return found.task(found.input, index);
    },
    end: (run) => void known.delete(run),
    close: async () => known.clear(),
  };
}
