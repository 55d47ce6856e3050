import { expect, test } from "vitest";
import { loadTask } from "./chunk-tasks.ts";

test("the chunk of an ensemble is found by the name simulateEnsemble asks for; anything else is refused by name", async () => {
  expect(typeof (await loadTask({ module: "@counterweight/policy/chunk", name: "simulateChunk" }))).toBe("function");
  await expect(loadTask({ module: "@counterweight/policy/chunk", name: "missing" })).rejects.toThrow(
    "@counterweight/policy/chunk has no task called missing in the page",
  );
  await expect(loadTask({ module: "node:fs", name: "readFileSync" })).rejects.toThrow("node:fs has no task");
});
