import type { BriefDocument } from "./document.ts";

/** Several documents as one: each becomes a chapter under its title; every source is listed once. */
export function joinDocuments(title: string, summary: string, chapters: readonly BriefDocument[]): BriefDocument {
  const sources = new Map(chapters.flatMap((chapter) => chapter.sources.map((source) => [source.id, source] as const)));
  return {
    title,
    summary,
    ...(chapters[0]?.facts === undefined ? {} : { facts: chapters[0].facts }),
    blocks: chapters.flatMap((chapter, index) => [
      { kind: "heading" as const, text: chapter.title, newPage: index > 0 },
      { kind: "paragraph" as const, text: chapter.summary },
      ...chapter.blocks.map((block) => (block.kind === "heading" ? { ...block, level: 3 as const } : block)),
    ]),
    sources: [...sources.values()],
    ...(chapters[0]?.citation === undefined ? {} : { citation: chapters[0].citation }),
  };
}
