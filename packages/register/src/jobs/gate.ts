/** Lets one of a process's loops work alone, so that if the process dies it is known of what. */
export type Gate = {
  /** Waits while somebody is alone or wants to be; then counts as working until the given function is called. */
  readonly enter: () => Promise<() => void>;
  /** Counts as working without waiting, for what goes on beside a loop. */
  readonly join: () => () => void;
  /** Asks to be alone; false where another asked first. Who asked calls `alone`, then `release`. */
  readonly claim: () => boolean;
  /** Waits until nobody else works. */
  readonly alone: () => Promise<void>;
  readonly release: () => void;
};

export function openGate(): Gate {
  let working = 0;
  let claimed = false;
  let waiting: (() => void)[] = [];

  const changed = () => {
    const all = waiting;
    waiting = [];
    for (const wake of all) wake();
  };
  const until = async (ready: () => boolean) => {
    while (!ready()) await new Promise<void>((wake) => waiting.push(wake));
  };
  const join = () => {
    let left = false;
    working += 1;
    return () => {
      if (left) return;
      left = true;
      working -= 1;
      changed();
    };
  };

  return {
    join,
    enter: async () => {
      await until(() => !claimed);
      return join();
    },
    claim: () => {
      if (claimed) return false;
      claimed = true;
      return true;
    },
    // The one who waits is itself working.
    alone: () => until(() => working === 1),
    release: () => {
      claimed = false;
      changed();
    },
  };
}
