import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { equationsDocument } from "./document.ts";
import { marketModel } from "./model.ts";

const printed = readFileSync(join(import.meta.dirname, "../../../docs/model/equations.md"), "utf8");

test("docs/model/equations.md is what the model says (else: node scripts/equations.ts)", () => {
  expect(printed).toBe(equationsDocument());
});

test("every quantity of the model is on the page", () => {
  for (const { symbol, sentence } of marketModel.quantities) {
    expect(printed).toContain(`\`${symbol}\``);
    expect(printed).toContain(sentence);
  }
});
