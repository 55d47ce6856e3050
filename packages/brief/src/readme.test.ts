import { expect, test } from "vitest";
import { renderHtml } from "./index.ts";

test("the README's example gives a whole HTML page", () => {
  const page = renderHtml({ title: "Profit and risk", summary: "One page.", blocks: [], sources: [] });
  expect(page).toMatch(/^<!doctype html>/i);
  expect(page).toMatch(/<h1[^>]*>Profit and risk<\/h1>[\s\S]*One page\.[\s\S]*<\/html>/);
});
