import { describe, expect, test } from "vitest";
import { fanChart } from "./charts/fan.ts";
import { intervalChart } from "./charts/intervals.ts";
import { linearScale } from "./charts/scale.ts";
import type { BriefDocument } from "./document.ts";
import { renderHtml } from "./html.ts";
import { renderMarkdown } from "./markdown.ts";

const chart = intervalChart(
  [
    { label: "Shelter & <support>", marks: [{ low: -9, median: -4, high: 1, colour: "#00629b", name: "demand-led" }] },
    {
      label: "Fines",
      marks: [{ low: -1, median: 0, high: 1, colour: "#00785a", dash: "7 4", name: "vulnerability-led" }],
    },
  ],
  { axis: "Change, percent", format: String, zero: 0, describe: "Two measures" },
);

const document: BriefDocument = {
  title: 'Profit & "risk"',
  summary: "One sentence [[PREV-001]].",
  blocks: [
    { kind: "heading", text: "What is known" },
    { kind: "paragraph", text: "Not <b>bold</b>, but **stressed** [[PREV-001]][[ECON-002]] and [[GONE-003]]." },
    {
      kind: "table",
      caption: "People",
      columns: [{ title: "Region" }, { title: "People", numeric: true }],
      rows: [["Africa | all", "3.6 million"]],
    },
    {
      kind: "numbers",
      items: [
        { label: "People", value: "24 million", interval: "20 to 28 million", quality: "moderate", cite: ["PREV-001"] },
      ],
    },
    { kind: "figure", title: "Shelter leads", svg: chart, alternative: "Two measures", source: "Own model" },
  ],
  sources: [
    { id: "PREV-001", text: "ILO 2022", quality: "moderate" },
    { id: "ECON-002", text: "ILO 2024", quality: "weak", url: "https://example.org/a" },
  ],
};

describe("a document as HTML", () => {
  const html = renderHtml(document);
  test("text is escaped, stress and citations are marked up, an unknown source keeps its id", () => {
    expect(html).toContain("Not &lt;b&gt;bold&lt;/b&gt;, but <strong>stressed</strong>");
    expect(html).toContain('<sup><a href="#source-PREV-001">1</a>,<a href="#source-ECON-002">2</a></sup>');
    expect(html).toContain("<sup>GONE-003</sup>");
    expect(html).toContain("<title>Profit &amp; &quot;risk&quot;</title>");
  });
  test("nothing is fetched or run", () => {
    expect(html).not.toMatch(/<script|<link|@import|url\(/);
    expect(html).toContain("default-src 'none'");
  });
});

describe("a document as Markdown", () => {
  test("tables keep their shape and sources are numbered", () => {
    const markdown = renderMarkdown(document);
    expect(markdown).toContain("| Africa \\| all | 3.6 million |");
    expect(markdown).toContain("2. ILO 2024 <https://example.org/a> ECON-002, weak.");
    expect(markdown).toContain("One sentence [1].");
  });
});

describe("charts", () => {
  test("the interval chart is stable to the letter", () => expect(chart).toMatchSnapshot());
  test("a fan chart draws one band and one line a series, labels apart", () => {
    const fan = fanChart(
      [0, 10, 20],
      [
        { name: "demand-led", colour: "#00629b", low: [1, 1, 1], median: [2, 2, 2], high: [3, 3, 3] },
        { name: "displacement", colour: "#a8477f", low: [1, 1, 1], median: [2, 2, 2], high: [3, 3, 3] },
      ],
      { format: String, axis: "Years", describe: "Two theories" },
    );
    expect(fan.match(/<polygon/g)).toHaveLength(2);
    const labels = [...fan.matchAll(/<text x="618" y="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(Math.abs((labels[0] ?? 0) - (labels[1] ?? 0))).toBeGreaterThanOrEqual(15);
  });
  test("ticks are round and cover the domain", () => {
    expect(linearScale(0.12, 0.93, 0, 100).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearScale(5, 5, 0, 100).ticks.length).toBeGreaterThan(2);
  });
});
