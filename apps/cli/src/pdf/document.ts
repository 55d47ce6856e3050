import { extname } from "node:path";
import { type BriefDocument, renderHtml, renderMarkdown } from "@counterweight/brief";
import { Problem } from "@counterweight/kernel";
import { writeWhole } from "../output.ts";
import { printPdf } from "./print.ts";

const formats = [".html", ".htm", ".md", ".pdf"];

/** Refuses a name without a format before any work is done for it. */
export function checkFormat(file: string | undefined, more: readonly string[] = []): void {
  const known = [...formats, ...more];
  if (file !== undefined && !known.includes(extname(file).toLowerCase()))
    throw new Problem({
      code: "out.format",
      where: "--out",
      what: `"${file}" has no format that can be written`,
      expected: `a name that ends in ${[".html", ".md", ".pdf", ...more].join(", ").replace(/, (?=[^,]*$)/, " or ")}`,
    });
}

/** Refuses a report under a name that promises another format than the HTML it is. */
export function checkHtml(file: string | undefined): void {
  if (file !== undefined && !/\.html?$/i.test(file))
    throw new Problem({
      code: "out.format",
      where: "--out",
      what: `"${file}" is no name for a report`,
      expected: "a name that ends in .html, which prints to PDF from any browser",
    });
}

/** Writes a document in the format its name asks for: .html, .md or .pdf. */
export async function writeDocument(file: string, document: BriefDocument): Promise<void> {
  switch (extname(file).toLowerCase()) {
    case ".html":
    case ".htm":
      return writeWhole(file, renderHtml(document));
    case ".md":
      return writeWhole(file, renderMarkdown(document));
    case ".pdf":
      return writeWhole(file, await printPdf(renderHtml(document)));
    default:
      return checkFormat(file);
  }
}
