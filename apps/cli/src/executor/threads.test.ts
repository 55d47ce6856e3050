import { Problem } from "@counterweight/kernel";
import { afterAll, describe, expect, test } from "vitest";
import { threads } from "./threads.ts";

const module = new URL("../testing/tasks.ts", import.meta.url).href;

describe.each([1, 2, 3])("with %i workers", (workers) => {
  const executor = threads(workers);
  afterAll(() => executor.close());

  test("results come in the order of their indices, whatever the order they end in", async () => {
    let progress = 0;
    const results = await executor.run(
      { module, name: "square" },
      { offset: 2 },
      { chunks: 50, onProgress: (done) => (progress = done) },
    );
    expect(results).toEqual(Array.from({ length: 50 }, (_, index) => (index + 2) ** 2));
    expect(progress).toBe(50);
  });

  test("a problem in a chunk ends the run as the same problem, and the next run works", async () => {
    const failed = executor.run({ module, name: "refuseThird" }, {}, { chunks: 9 });
    await expect(failed).rejects.toThrow("chunk 3: the third chunk is refused.");
    await expect(failed).rejects.toBeInstanceOf(Problem);
    expect(await executor.run({ module, name: "square" }, { offset: 0 }, { chunks: 3 })).toEqual([0, 1, 4]);
  });

  test("two runs at once do not mix", async () => {
    const [first, second] = await Promise.all([
      executor.run({ module, name: "square" }, { offset: 0 }, { chunks: 20 }),
      executor.run({ module, name: "square" }, { offset: 100 }, { chunks: 20 }),
    ]);
    expect(first[19]).toBe(361);
    expect(second[19]).toBe(119 ** 2);
  });

  test("keep: false hands results over and keeps none", async () => {
    const seen = new Set<number>();
    const kept = await executor.run(
      { module, name: "square" },
      { offset: 0 },
      { chunks: 8, keep: false, onResult: (_result, index) => seen.add(index) },
    );
    expect(kept).toEqual([]);
    expect(seen.size).toBe(8);
  });

  test("an unknown task is named", async () => {
    await expect(executor.run({ module, name: "missing" }, {}, { chunks: 1 })).rejects.toThrow(
      "no task called missing",
    );
  });
});

test("cancelling stops work that would never end", async () => {
  const executor = threads(2);
  const stop = new AbortController();
  const run = executor.run({ module, name: "endless" }, {}, { chunks: 4, signal: stop.signal });
  setTimeout(() => stop.abort(new Error("stopped by hand")), 50);
  await expect(run).rejects.toThrow("stopped by hand");
  expect(await executor.run({ module, name: "square" }, { offset: 0 }, { chunks: 2 })).toEqual([0, 1]);
  await executor.close();
});
