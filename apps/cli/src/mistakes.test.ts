import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "./testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "mistakes-"));
const header = "A,B,count\n";
const budget = (objective: string) =>
  JSON.stringify({ budget: 1, objective, levers: [{ name: "a", levels: [{ cost: 0, effect: [1] }] }] });
const design = (a: number[], ab: number[][]) => JSON.stringify({ names: ["x"], A: a, B: a, AB: ab });

/** What a stranger types wrong: command line, standard input, and the sentence that comes back. */
type Mistake = [string, string[], string, RegExp];
const mistakes: Mistake[] = [
  ["a file that is not there", ["count", join(folder, "none.csv")], "", /none\.csv: there is no such file; check the/],
  ["a folder for a file", ["simulate", folder], "", /: this is a folder; expected a file\./],
  ["a path through a file", ["study", join(import.meta.filename, "x.json")], "", /there is no such file/],
  ["two formats at once", ["compare", "--json", "--csv"], "", /--json and --csv exclude each other; expected one/],
  ["two columns of counts", ["count", "-"], "A,B,count,count\n1,0,3,9\n0,1,2,1\n", /two columns are called "count"/],
  [
    "more people than there are",
    ["count", "-"],
    `${header}1,0,1e20\n1,1,5\n`,
    /line 2: the count is 1000*; expected fewer/,
  ],
  ["an example split by nothing", ["count", "example", "korea-3", "--strata", "z"], "", /there is no column "z" to/],
  [
    "a figure without a year",
    ["count", "example", "korea-3", "--figure", "Korea"],
    "",
    /--figure is "Korea"; expected/,
  ],
  [
    "a report in no format",
    ["count", "example", "korea-3", "--out", "x.foo"],
    "",
    /\.html, \.md, \.pdf, \.json or \.csv/,
  ],
  [
    "fewer people than were seen",
    ["count", "-", "--population", "5"],
    `${header}1,0,9\n0,1,9\n1,1,5\n`,
    /--population is/,
  ],
  ["a list of JSON numbers for a table", ["count", "-"], "[1,2]", /row 1 is 1; expected an object/],
  [
    "an unknown objective",
    ["analyze", "budget", "-"],
    budget("max"),
    /objective "max"; expected "mean", "maxmin", "reg/,
  ],
  ["one thing too few", ["analyze", "sobol", "-"], design([1], [[1]]), /the list has 1 item; expected at least 2/],
  ["numbers too large to square", ["analyze", "sobol", "-"], design([1e200, -1e200], [[1, 2]]), /too large/],
  [
    "a model left open",
    ["count", "example", "korea-3", "--model", "[12,13"],
    "",
    /"\[12,13" cannot be read: the bracket/,
  ],
  [
    "two policies of one name",
    ["study", "-"],
    '{"kind":"counterweight study","version":1,"policies":[{"name":"A"},{"name":"A"}]}',
    /standard input, policies\[1\]\.name: "A" is the name of policies\[0\] already/,
  ],
  [
    "a study that would start another command",
    ["study", "-"],
    '{"kind":"counterweight analysis","version":1,"command":"restore","options":{}}',
    /standard input, command: "restore" is no analysis; expected leverage, discover/,
  ],
  [
    "a study that would write a file",
    ["study", "-"],
    '{"kind":"counterweight analysis","version":1,"command":"budget","options":{"money":1e6,"out":"x.html"}}',
    /options\.out: a study does not say where its result goes; give --out on the command line/,
  ],
  [
    "a draft for a country misspelt",
    ["penalty", "design", "-"],
    '{"jurisdiction":"Sweeden"}',
    /standard input, jurisdiction: the tables hold no law of "Sweeden"; expected perhaps Sweden/,
  ],
  ["a comparison with drugz", ["penalty", "sweden", "--against", "drugz"], "", /"drugz"; expected perhaps drugs/],
  [
    "a report named as what it is not",
    ["industry", "--out", "x.pdf"],
    "",
    /"x\.pdf" is no name for a report; expected/,
  ],
  ["theories that positions do not weigh", ["common-ground", "--structures", "D"], "", /--structures is "D"; expected/],
  ...["compare", "industry", "leverage", "discover", "value-of-information", "common-ground", "budget"].map(
    (name): Mistake => [`a word too many for ${name}`, [name, "all"], "", /"all" is one word too many/],
  ),
];

test.each(mistakes)("%s: one sentence that says what and where, code 2", async (_, args, input, sentence) => {
  const { code, output, errors } = await run(args, input);
  expect([code, output]).toEqual([2, ""]);
  expect(errors).toMatch(sentence);
  expect(errors.trimEnd().split("\n")).toHaveLength(1);
  expect(errors).toMatch(/^counterweight: .*\.\n$/);
});

test("a number's misspelt scale is understood", async () => {
  const { output } = await run(["claim", "27 milion", "--most", "1"]);
  expect(output).toMatch(/^CLAIM-006/);
});
