import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { describe, expect, test } from "vitest";
import { parseLevers, printLevers } from "./levers.ts";
import { interventionsFile, parseInterventions } from "./parse.ts";

const read = readerOf();
const text = read(interventionsFile);
const interventions = parseInterventions(text);

describe("the catalogue shipped", () => {
  test("keeps all 61 tactics, each with a point of the chain, and every one the founding texts name", () => {
    expect(interventions).toHaveLength(61);
    expect(new Set(interventions.map(({ id }) => id)).size).toBe(61);
    for (const id of ["awareness-at-risk", "border-control", "micro-credit", "community-vigilance", "stigma-reduction"])
      expect(interventions.map((one) => one.id)).toContain(id);
  });

  test("has no figure id that does not exist", () => {
    const { figures } = openEvidence(read);
    const missing = interventions.flatMap(({ id, evidence, knownHarms }) =>
      [...evidence, ...knownHarms].filter((figure) => !figures.has(figure)).map((figure) => `${id}: ${figure}`),
    );
    expect(missing).toEqual([]);
  });

  test("gives a reason for every lever that was moved, and none for a lever that was not", () => {
    for (const { levers, leversFirst, mappingReason } of interventions)
      expect(printLevers(levers) !== printLevers(leversFirst)).toBe(mappingReason !== "");
  });

  test("shows the one measure the model has no place for, instead of leaving it out", () => {
    expect(interventions.filter(({ levers }) => levers.length === 0).map(({ id }) => id)).toEqual([
      "state-imposed-pressure",
    ]);
  });
});

describe("a faulty row is named by file, row and column in one sentence", () => {
  const first = text.slice(0, text.indexOf("\n"));
  const lines = text.split("\n");
  const broken = (change: (line: string) => string) => `${first}\n${change(lines[1] ?? "")}\n`;
  test.each([
    [
      "unknown lever",
      "safe=0|",
      "saef=0|",
      /interventions\.csv, row 2, column levers: there is no lever "saef"; expected .*safe/,
    ],
    [
      "numbers out of order",
      "safe=0|0.003|0.03,safe",
      "safe=0.5|0.003|0.03,safe",
      /row 2, column levers: the sizes of "safe" are not in number order/,
    ],
    [
      "missing reason",
      "safe=0|0.003|0.03,safe",
      "safe=0|0.003|0.04,safe",
      /row 2, column mapping_reason: a lever moved without a reason/,
    ],
    [
      "unknown point",
      "person at risk",
      "persn at risk",
      /row 2, column point_of_chain: "persn at risk" is not known; expected person at risk/,
    ],
    ["bad figure id", "INTV-017|", "INTV17|", /row 2, column size_evidence: "INTV17" is not a figure id/],
    [
      "other money",
      "USD 2021",
      "EUR 2021",
      /row 2, column cost_currency_year: the cost is in "EUR 2021"; expected USD 2021/,
    ],
  ])("%s", (_name, from, to, message) => {
    expect(broken((line) => line)).not.toBe(broken((line) => line.replace(from, to)));
    expect(() => parseInterventions(broken((line) => line.replace(from, to)))).toThrow(message);
  });

  test("a repeated id", () => {
    expect(() => parseInterventions(`${first}\n${lines[1]}\n${lines[1]}\n`)).toThrow(
      'row 3, column id: "awareness-at-risk" stands in an earlier row already',
    );
  });
});

describe("levers", () => {
  test("are read and printed back the same", () => {
    const text_ = "blanket=0|0.03|0.1;det=-0.25|-0.08|0.05;rights=-0.15|-0.04|0";
    expect(printLevers(parseLevers(text_, "here"))).toBe(text_);
    expect(parseLevers("none", "here")).toEqual([]);
  });
  test.each(["det=1|2", "det=1|2|x", "det", "det=|1|2", "det=1|2|3;det=1|2|3", ""])("refuse %j", (wrong) => {
    expect(() => parseLevers(wrong, "here")).toThrow(/^here: /);
  });
});
