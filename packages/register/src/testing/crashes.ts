import type { PoolClient } from "pg";
import type { Register } from "../register.ts";

/** The process died here: what was under way gets no further, and nothing after it is heard. */
export class Crash extends Error {}

/**
 * A register that dies at its n-th step: before or after each statement, and before or after each change of the key file. Its
 * connection is cut as the death of the process would cut it. Deterministic, so that every point can be tried.
 */
export function crashingAt(register: Register, last: number): Register {
  let steps = 0;
  const step = (): void => {
    if (++steps >= last) throw new Crash(`at step ${last}`);
  };
  const around = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    step();
    const result = await work();
    step();
    return result;
  };
  const query = async (on: Register["pool"] | PoolClient, args: unknown[]) =>
    around(async () => (on.query as (...args: unknown[]) => Promise<unknown>)(...args));
  return {
    ...register,
    pool: {
      query: async (...args: unknown[]) => query(register.pool, args),
      connect: async () => {
        const client = await register.pool.connect();
        return {
          query: async (...args: unknown[]) => query(client, args),
          release: () => client.release(steps >= last),
        };
      },
    } as unknown as Register["pool"],
    people: new Proxy(register.people, {
      get: (people, name) => {
        const value = Reflect.get(people, name, people) as unknown;
        if (typeof value !== "function") return value;
        const call = value.bind(people) as (...args: unknown[]) => unknown;
        if (name !== "prepareMove" && name !== "settle") return call;
        return (...args: unknown[]) => {
          step();
          const result = call(...args);
          step();
          return result;
        };
      },
    }),
  };
}
