import { expect, test } from "vitest";
import { runSweepEverywhere } from "../testing/sweep.ts";

// The same with 2,000 chunks on 1, 2 and 4 processes: npm run bench scale -- --sweep 2000
test("a sweep of 40 chunks on four worker processes is the file of one process, to the byte", async () => {
  const [here, shared] = await runSweepEverywhere(40, [4]);
  expect(shared?.chunks).toBe(40);
  expect(here?.bytes).toBeGreaterThan(100_000);
  expect(shared?.sha256).toBe(here?.sha256);
});
