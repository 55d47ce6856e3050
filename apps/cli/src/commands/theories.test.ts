import { expect, test } from "vitest";
import type { Terminal } from "../command.ts";
import { main } from "../main.ts";

async function run(...args: string[]) {
  let text = "";
  let errors = "";
  const terminal: Terminal = {
    write: (part) => (text += part),
    error: (part) => (errors += part),
    readInput: async () => "",
    interactive: false,
    width: 100,
    signal: new AbortController().signal,
  };
  return { code: await main(args, terminal), text, errors };
}

test("every claim has a share and its translation, in each theory, and the same seed gives the same digits", async () => {
  const args = ["theories", "--region", "africa", "--draws", "32", "--json"];
  const first = await run(...args);
  expect(first.code).toBe(0);
  const { results } = JSON.parse(first.text) as { results: { share: number; test: string; structure: string }[] };
  expect(results.length).toBe(24);
  for (const { share, test: translation } of results) {
    expect(share >= 0 && share <= 1).toBe(true);
    expect(translation.length).toBeGreaterThan(20);
  }
  expect((await run(...args)).text).toBe(first.text);
});

test("an option that does not exist is answered with the nearest", async () => {
  const { code, errors } = await run("theories", "--drawz", "32");
  expect(code).toBe(2);
  expect(errors).toContain("--draws");
});
