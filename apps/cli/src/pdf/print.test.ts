import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeDocument } from "./document.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "counterweight-"));
});
afterAll(() => rm(folder, { recursive: true }));

const document = {
  title: "Two pages",
  summary: "Printed by a real engine.",
  blocks: [{ kind: "heading", text: "Second page", newPage: true } as const],
  sources: [],
};

describe("writing a document", () => {
  test("PDF: a real one, with the two pages asked for", async () => {
    await writeDocument(join(folder, "a.pdf"), document);
    const pdf = await readFile(join(folder, "a.pdf"), "latin1");
    expect(pdf.startsWith("%PDF-")).toBe(true);
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(2);
  });
  test("HTML and Markdown by the name", async () => {
    await writeDocument(join(folder, "a.html"), document);
    await writeDocument(join(folder, "a.md"), document);
    expect(await readFile(join(folder, "a.html"), "utf8")).toContain("<h1>Two pages</h1>");
    expect(await readFile(join(folder, "a.md"), "utf8")).toMatch(/^# Two pages/);
  });
  test("an unknown format is refused and nothing is left behind", async () => {
    await expect(writeDocument(join(folder, "a.docx"), document)).rejects.toThrow('--out: "');
    expect((await readdir(folder)).filter((name) => name.includes("docx") || name.includes("unfinished"))).toEqual([]);
  });
});
