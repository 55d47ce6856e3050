import { describe, expect, test, vi } from "vitest";
import { newestWins } from "./newest.ts";
import { type Answer, makePool, type Order, type WorkerLike } from "./pool.ts";

/** Workers that answer only when told to. */
function stage() {
  const begun: { worker: number; order: Order; answer: (result: unknown) => void; fail: (message: string) => void }[] =
    [];
  let made = 0;
  const makeWorker = (): WorkerLike => {
    const worker = made++;
    const self: WorkerLike = {
      onmessage: null,
      onerror: null,
      terminate: vi.fn<() => void>(),
      postMessage: (order) => {
        const send = (data: Answer) => self.onmessage?.({ data });
        begun.push({
          worker,
          order,
          answer: (result) => send({ id: order.id, result }),
          fail: (message) => send({ id: order.id, error: message }),
        });
      },
    };
    return self;
  };
  return { begun, makeWorker };
}
const jobs = (count: number) => Array.from({ length: count }, (_, home) => ({ task: "t", input: home, home }));
const turn = () => new Promise((done) => setTimeout(done, 0));

describe("the worker pool", () => {
  test("gives each worker a job to run and one that lies ready, and results in the order of the jobs", async () => {
    const { begun, makeWorker } = stage();
    const results = makePool(2, makeWorker).run(jobs(6));
    expect(begun.map(({ order }) => order.input)).toEqual([0, 1, 2, 3]);
    begun[1]?.answer("b");
    await turn();
    expect(begun.map(({ order }) => order.input)).toEqual([0, 1, 2, 3, 5]);
    begun[0]?.answer("a");
    begun[2]?.answer("c");
    begun[3]?.answer("d");
    begun[4]?.answer("f");
    await turn();
    begun[5]?.answer("e");
    expect(await results).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(begun.map(({ worker }) => worker)).toEqual([0, 1, 0, 1, 1, 0]);
  });

  test("called off: what was not given to a worker never is, and what was is not heard", async () => {
    const { begun, makeWorker } = stage();
    const stop = new AbortController();
    const pool = makePool(1, makeWorker);
    const first = pool.run(jobs(5), stop.signal);
    stop.abort(new Error("newer"));
    await expect(first).rejects.toThrow("newer");
    const second = pool.run([{ task: "t", input: "new", home: 0 }]);
    begun[0]?.answer("stale");
    await turn();
    expect(begun.map(({ order }) => order.input)).toEqual([0, 1, "new"]);
    begun[1]?.answer("stale too");
    begun[2]?.answer("fresh");
    expect(await second).toEqual(["fresh"]);
  });

  test("a failed job fails its run and not the next", async () => {
    const { begun, makeWorker } = stage();
    const pool = makePool(1, makeWorker);
    const first = pool.run(jobs(1));
    begun[0]?.fail("no such region");
    await expect(first).rejects.toThrow("no such region");
    const second = pool.run(jobs(1));
    begun[1]?.answer(1);
    expect(await second).toEqual([1]);
  });
});

test("newest input wins", async () => {
  const latest = newestWins();
  const finish: ((value: string) => void)[] = [];
  const start = () => new Promise<string>((done) => finish.push(done));
  const first = latest(start);
  const second = latest(start);
  finish[1]?.("second");
  finish[0]?.("first");
  expect(await first).toBeUndefined();
  expect(await second).toBe("second");
});
