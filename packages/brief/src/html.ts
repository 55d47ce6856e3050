import type { Block, BriefDocument, Figure, Table } from "./document.ts";
import { escapeHtml } from "./escape.ts";
import { styleSheet } from "./style.ts";

/** The document as one self-contained HTML page: no script, no request, prints on A4. */
export function renderHtml(document: BriefDocument): string {
  const numbers = new Map(document.sources.map(({ id }, index) => [id, index + 1]));
  const text = (plain: string) => inline(plain, numbers);
  const facts = document.facts?.length
    ? `<dl class="facts">${document.facts.map(({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`).join("")}</dl>`
    : "";
  const sources = document.sources.length
    ? `<h2 id="sources">Sources</h2><ol class="sources">${document.sources
        .map(
          ({ id, text: cited, url, quality, remark }) =>
            `<li id="source-${escapeHtml(id)}">${escapeHtml(cited)}${url ? ` <a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(url)}</a>` : ""} <b>${escapeHtml(id)}</b>, ${escapeHtml(quality)}.${remark ? ` ${escapeHtml(remark)}` : ""}</li>`,
        )
        .join("")}</ol>`
    : "";
  const citation = document.citation ? `<p class="source">Cite as: ${escapeHtml(document.citation)}</p>` : "";
  return `<!doctype html>
<html lang="${document.language ?? "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(document.title)}</title>
<style>${styleSheet}</style>
</head>
<body>
<main>
<h1>${escapeHtml(document.title)}</h1>
<p class="summary">${text(document.summary)}</p>
${facts}
${document.blocks.map((block) => renderBlock(block, text)).join("\n")}
${sources}
${citation}
</main>
</body>
</html>
`;
}

function renderBlock(block: Block, text: (plain: string) => string): string {
  switch (block.kind) {
    case "heading": {
      const level = block.level ?? 2;
      return `<h${level}${block.newPage ? ' class="newpage"' : ""}>${text(block.text)}</h${level}>`;
    }
    case "paragraph":
      return `<p>${text(block.text)}</p>`;
    case "list": {
      const tag = block.ordered ? "ol" : "ul";
      return `<${tag}>${block.items.map((item) => `<li>${text(item)}</li>`).join("")}</${tag}>`;
    }
    case "note":
      return `<aside class="note">${block.title ? `<strong>${text(block.title)}</strong> ` : ""}${text(block.text)}</aside>`;
    case "numbers":
      return `<dl class="numbers">${block.items
        .map(
          ({ label, value, interval, quality, cite }) =>
            `<div><dt>${escapeHtml(label)}</dt><dd><div class="value">${escapeHtml(value)}${text((cite ?? []).map((id) => `[[${id}]]`).join(""))}</div><div class="interval">${escapeHtml(interval)}</div><div class="quality">${escapeHtml(quality)}</div></dd></div>`,
        )
        .join("")}</dl>`;
    case "table":
      return renderTable(block, text);
    case "figure":
      return renderFigure(block, text);
  }
}

function renderTable({ caption, columns, rows, note }: Table, text: (plain: string) => string): string {
  const kind = (column: number) => (columns[column]?.numeric ? ' class="numeric"' : "");
  const head = columns.map(({ title }, column) => `<th scope="col"${kind(column)}>${escapeHtml(title)}</th>`).join("");
  const body = rows
    .map((row) => `<tr>${row.map((cell, column) => `<td${kind(column)}>${text(cell)}</td>`).join("")}</tr>`)
    .join("");
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table><caption>${text(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${note ? `<p class="source">${text(note)}</p>` : ""}`;
}

function renderFigure({ title, svg, alternative, source, data }: Figure, text: (plain: string) => string): string {
  const table = data
    ? `<details class="fold"><summary>The numbers behind this chart</summary>${renderTable(data, text)}</details>`
    : "";
  return `<figure><figcaption>${text(title)}</figcaption><div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(alternative)}">${svg}</div><p class="source">${text(source)}</p>${table}</figure>`;
}

function inline(plain: string, numbers: ReadonlyMap<string, number>): string {
  return escapeHtml(plain)
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/((?:\[\[[^\]]+\]\])+)/g, (group: string) => {
      const ids = [...group.matchAll(/\[\[([^\]]+)\]\]/g)].map((match) => match[1] ?? "");
      const links = ids.map((id) => (numbers.has(id) ? `<a href="#source-${id}">${numbers.get(id)}</a>` : id));
      return `<sup>${links.join(",")}</sup>`;
    });
}
