import { setTimeout as wait } from "node:timers/promises";

/** SQLSTATE classes and socket errors that mean "the server is away", not "the statement is wrong". */
const away = /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08|57P0)/;

/** Whether the database went away, for a restart or a lost network. */
export function isAway(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === "string" && away.test(code)) return true;
  return (
    typeof message === "string" &&
    /Connection terminated|connection timeout|Client has encountered a connection error|not queryable/i.test(message)
  );
}

export type Patience = {
  readonly signal?: AbortSignal | undefined;
  /** Called at each failure that will be tried again. */
  readonly onAway?: ((error: unknown) => void) | undefined;
  /** Longest absence that is sat out. */
  readonly minutes?: number | undefined;
};

/** Does something in the database; where the server is away, tries again with growing pauses up to five seconds. */
export async function patiently<Result>(work: () => Promise<Result>, options: Patience = {}): Promise<Result> {
  const until = Date.now() + (options.minutes ?? 10) * 60_000;
  for (let pause = 50; ; pause = Math.min(5000, pause * 2)) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || Date.now() > until || options.signal?.aborted) throw error;
      options.onAway?.(error);
      await wait(pause, undefined, options.signal ? { signal: options.signal } : {}).catch(() => undefined);
    }
  }
}
