import { stream } from "@counterweight/kernel";

/** What one chunk costs, as measured. */
export type Costs = {
  /** CPU seconds of the database for taking and landing one chunk. */
  readonly database: number;
  readonly cores: number;
  /** Seconds of the commit on disk; commits that wait go together. */
  readonly commit: number;
};

export type Forecast = {
  readonly workers: number;
  readonly perSecond: number;
  readonly efficiency: number;
  readonly busy: number;
};

/**
 * A closed queue, event by event: each of N workers computes a chunk (gamma distributed, spread a third of the mean), then its
 * two statements queue for the database's cores, then it waits for its commit. Efficiency is against N workers that never
 * wait.
 */
export function forecast(
  workers: number,
  chunkSeconds: number,
  { database, cores, commit }: Costs,
  seed = 1,
): Forecast {
  const random = stream(seed, "queue model", workers);
  const compute = () => (chunkSeconds / 9) * random.gamma(9);
  const events: { at: number; worker: number; done: boolean }[] = [];
  const push = (event: (typeof events)[number]) => {
    events.push(event);
    for (let child = events.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if ((events[parent]?.at ?? 0) <= event.at) break;
      [events[parent], events[child]] = [event, events[parent] as typeof event];
      child = parent;
    }
  };
  const pop = () => {
    const top = events[0] as (typeof events)[number];
    const last = events.pop() as typeof top;
    if (events.length > 0) {
      events[0] = last;
      for (let parent = 0; ; ) {
        let least = parent;
        for (const child of [2 * parent + 1, 2 * parent + 2])
          if (child < events.length && (events[child]?.at ?? 0) < (events[least]?.at ?? 0)) least = child;
        if (least === parent) break;
        [events[parent], events[least]] = [events[least] as typeof top, events[parent] as typeof top];
        parent = least;
      }
    }
    return top;
  };
  const free = Array.from({ length: cores }, () => 0);
  const horizon = 60 * Math.max(1, Math.ceil(300 / workers)) * chunkSeconds;
  // What happens before they have fallen out of step is not counted.
  const from = horizon / 6;
  for (let worker = 0; worker < workers; worker++) push({ at: random.uniform() * chunkSeconds, worker, done: true });
  let landed = 0;
  let served = 0;
  for (;;) {
    const { at, worker } = pop();
    if (at > horizon) break;
    // The core that is free first serves; then the commit, which others share.
    const core = free.indexOf(Math.min(...free));
    const begin = Math.max(at, free[core] ?? 0);
    free[core] = begin + database;
    if (at > from) {
      served += database;
      landed += 1;
    }
    push({ at: begin + database + commit + compute(), worker, done: true });
  }
  const perSecond = landed / (horizon - from);
  return {
    workers,
    perSecond,
    efficiency: (perSecond * chunkSeconds) / workers,
    busy: Math.min(1, served / (horizon - from) / cores),
  };
}
