import type { Block, BriefDocument, Table } from "./document.ts";

/** The document as Markdown, sources as a numbered list; charts are given by their title and their table. */
export function renderMarkdown(document: BriefDocument): string {
  const numbers = new Map(document.sources.map(({ id }, index) => [id, index + 1]));
  const text = (plain: string) =>
    plain.replace(/ *\[\[([^\]]+)\]\]/g, (_whole, id: string) =>
      numbers.has(id) ? ` [${numbers.get(id)}]` : ` (${id})`,
    );
  const parts = [
    `# ${document.title}`,
    text(document.summary),
    ...(document.facts?.length ? [document.facts.map(({ label, value }) => `- ${label}: ${value}`).join("\n")] : []),
    ...document.blocks.map((block) => renderBlock(block, text)),
    ...(document.sources.length
      ? [
          "## Sources",
          document.sources
            .map(
              ({ id, text: cited, url, quality, remark }, index) =>
                `${index + 1}. ${cited}${url ? ` <${url}>` : ""} ${id}, ${quality}.${remark ? ` ${remark}` : ""}`,
            )
            .join("\n"),
        ]
      : []),
    ...(document.citation ? [`Cite as: ${document.citation}`] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

function renderBlock(block: Block, text: (plain: string) => string): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level ?? 2)} ${text(block.text)}`;
    case "paragraph":
      return text(block.text);
    case "list":
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : "-"} ${text(item)}`).join("\n");
    case "note":
      return `> ${block.title ? `**${text(block.title)}** ` : ""}${text(block.text)}`;
    case "numbers":
      return block.items
        .map(
          ({ label, value, interval, quality, cite }) =>
            `- ${label}: **${value}** (${interval}; ${quality})${text((cite ?? []).map((id) => `[[${id}]]`).join(""))}`,
        )
        .join("\n");
    case "table":
      return renderTable(block, text);
    case "figure":
      return [
        `**${text(block.title)}**`,
        ...(block.data ? [renderTable(block.data, text)] : [block.alternative]),
        `*${text(block.source)}*`,
      ].join("\n\n");
  }
}

function renderTable({ caption, columns, rows, note }: Table, text: (plain: string) => string): string {
  const cell = (plain: string) => text(plain).replaceAll("|", "\\|").replaceAll("\n", " ");
  const lines = [
    `| ${columns.map(({ title }) => cell(title)).join(" | ")} |`,
    `| ${columns.map(({ numeric }) => (numeric ? "---:" : "---")).join(" | ")} |`,
    ...rows.map((row) => `| ${row.map(cell).join(" | ")} |`),
  ];
  return [`**${text(caption)}**`, lines.join("\n"), ...(note ? [`*${text(note)}*`] : [])].join("\n\n");
}
