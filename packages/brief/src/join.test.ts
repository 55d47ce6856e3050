import { expect, test } from "vitest";
import { joinDocuments } from "./join.ts";

test("chapters keep their order, headings step down, a source named twice is listed once", () => {
  const source = { id: "PREV-001", text: "ILO 2022", quality: "moderate" };
  const chapter = (title: string) => ({
    title,
    summary: `${title}.`,
    blocks: [{ kind: "heading", text: "Inside" } as const],
    sources: [source],
  });
  const { blocks, sources } = joinDocuments("All", "Both.", [chapter("One"), chapter("Two")]);
  expect(blocks.map((block) => ("text" in block ? block.text : ""))).toEqual([
    "One",
    "One.",
    "Inside",
    "Two",
    "Two.",
    "Inside",
  ]);
  expect(blocks[2]).toMatchObject({ level: 3 });
  expect(sources).toEqual([source]);
});
