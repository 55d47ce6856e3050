import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import writeSheet from "write-excel-file/node";
import { main } from "../main.ts";

const folder = mkdtempSync(join(tmpdir(), "count-"));

async function run(args: string[], input = "") {
  let out = "";
  let error = "";
  const code = await main(["count", ...args], {
    write: (text) => (out += text),
    error: (text) => (error += text),
    readInput: async () => input,
    interactive: false,
    width: 100,
    signal: new AbortController().signal,
  });
  return { code, out, error };
}

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

type Answer = {
  readiness: { verdict: string; reasons: string[] };
  methods: Record<
    string,
    {
      estimate: number | null;
      interval: { low: number; high: number; level: number; kind: string } | null;
      model: string | null;
      aic: number;
      bic: number;
      status: string;
      diagnostics: unknown;
    }
  >;
  robustness: unknown;
  data: { observed: number; hash: string };
};

test("an example is printed with its source, and what is printed can be piped back in", async () => {
  const { out } = await run(["example", "uk-2013-5"]);
  expect(out).toMatch(/^# title: United Kingdom 2013/);
  expect(out).toMatch(/# source: Silverman BW \(2014\)/);
  const piped = await run(["-", "--method", "stepwise", "--bootstrap", "0", "--json"], out);
  const answer = JSON.parse(piped.out) as Answer;
  expect(answer.methods["stepwise"]).toMatchObject({
    model: "[12,13,24,25,35,45]",
    status: "ok",
    interval: { level: 0.95, kind: "wald" },
  });
  expect(answer.methods["stepwise"]?.estimate).toBeCloseTo(11312.9902894, 4);
  expect(answer.methods["stepwise"]?.interval?.low).toBeCloseTo(9884.19, -1);
  expect(Object.keys(answer)).toEqual(expect.arrayContaining(["readiness", "methods", "robustness", "data"]));
});

test("every example is listed and can be read", async () => {
  const { out } = await run(["example"]);
  for (const id of ["uk-2013-6", "netherlands-2010-15-5", "korea-3"]) {
    expect(out).toContain(id);
    const { out: json } = await run(["example", id, "--method", "independence", "--bootstrap", "0", "--json"]);
    expect((JSON.parse(json) as Answer).methods["independence"]?.estimate).toBeGreaterThan(100);
  }
});

test("two lists of 30 and 20 people with nobody in common are refused, with the reason and code 1", async () => {
  const csv = file("disjoint.csv", "A,B,count\n1,0,30\n0,1,20\n");
  const { code, out } = await run([csv, "--json"]);
  const answer = JSON.parse(out) as Answer;
  expect(code).toBe(1);
  expect(answer.readiness.verdict).toBe("refuse");
  expect(answer.readiness.reasons[0]).toMatch(/A and B have nobody in common/);
  expect(Object.values(answer.methods).every(({ estimate }) => estimate === null)).toBe(true);
  expect((await run([csv])).out).toMatch(/No estimate is given/);
});

test("ten lists work, with a model string that can be read back", async () => {
  const lists = Array.from({ length: 10 }, (_, list) => `L${list + 1}`);
  const rows = lists.flatMap((_, a) => [
    [...lists.map((__, list) => Number(list === a)), 60 + a],
    [...lists.map((__, list) => Number(list === a || list === (a + 1) % 10)), 12],
    [...lists.map((__, list) => Number(list === a || list === (a + 3) % 10)), 4],
  ]);
  const csv = file("ten.csv", `${[...lists, "count"].join(",")}\n${rows.join("\n")}\n`);
  const { code, out } = await run([csv, "--method", "stepwise", "--bootstrap", "0", "--json"]);
  expect(code).toBe(0);
  const { estimate, model } = (JSON.parse(out) as Answer).methods["stepwise"] ?? {};
  expect(estimate).toBeGreaterThan(850);
  const again = await run([csv, "--method", "fixed", "--model", model ?? "", "--bootstrap", "0", "--json"]);
  const fixed = (JSON.parse(again.out) as Answer).methods["fixed"];
  expect(fixed?.model).toBe(model);
  expect(fixed?.estimate).toBeCloseTo(estimate ?? 0, 6);
});

test("bad input is one sentence and code 2", async () => {
  const cases: [string[], RegExp][] = [
    [[file("bad.csv", "A,B,count\n1,0,-3\n")], /bad\.csv, line 2: the count is -3/],
    [[join(folder, "missing.csv")], /there is no such file/],
    [
      [file("good.csv", "A,B,count\n1,0,3\n0,1,4\n1,1,5\n"), "--method", "stepwize"],
      /there is no method "stepwize"; expected stepwise/,
    ],
    [[join(folder, "good.csv"), "--model", "[19]"], /"9" is no list/],
    [[join(folder, "good.csv"), "--method", "fixed"], /needs a model/],
    [[join(folder, "good.csv"), "--bootstrap", "-1"], /--bootstrap is "-1"/],
    [["example", "uk-2013"], /no example "uk-2013"; expected uk-2013/],
    [[], /no file is named/],
  ];
  for (const [args, message] of cases) {
    const { code, error, out } = await run(args);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toMatch(message);
    expect(error.trim().split("\n")).toHaveLength(1);
  }
});

test("a replay table is fitted row by row and compared with what it expects", async () => {
  const replay = join(import.meta.dirname, "../../../../packages/prevalence/src/fixtures/replay-uk-2013-5.csv");
  const { out } = await run(["--replay", replay]);
  expect(out).toMatch(/100 of 100 rows give the estimate/);
  const { out: json } = await run(["--replay", replay, "--json"]);
  expect((JSON.parse(json) as { estimate: number; model: string }[])[0]).toMatchObject({
    replicate: "1",
    model: "[12,13,24,25,35,45]",
  });
  expect((await run(["--replay", replay, "--csv"])).out.split("\n")[1]).toMatch(/^1,11907\.667/);
});

test("a workbook is read like its CSV", async () => {
  const path = join(folder, "table.xlsx");
  const rows = [
    ["A", "B", "count"],
    [1, 0, 40],
    [0, 1, 30],
    [1, 1, 10],
  ].map((row) => row.map((value) => ({ value })));
  await writeSheet(rows as never).toFile(path);
  const { out } = await run([path, "--method", "chapman", "--json"]);
  expect((JSON.parse(out) as Answer).methods["chapman"]?.estimate).toBeCloseTo(189.0909, 3);
});

test("reports and tables are written whole; the number of workers changes no digit", async () => {
  const options = ["example", "us-western-5", "--method", "stepwise,bic,dga", "--bootstrap", "100", "--seed", "5"];
  const html = join(folder, "report.html");
  expect((await run([...options, "--out", html])).out).toContain("is written");
  const text = readFileSync(html, "utf8");
  for (const words of [
    "What must be true, and is it plausible here?",
    "Every method on the same table",
    "Farrell A",
    "Seed",
    "Each list left out in turn",
  ])
    expect(text).toContain(words);
  const [one, two] = [
    await run([...options, "--json", "--workers", "1"]),
    await run([...options, "--json", "--workers", "2"]),
  ];
  expect(two.out).toBe(one.out);
  const { out: csv } = await run([...options, "--csv"]);
  expect(csv.split("\n")[0]).toBe("method,title,estimate,low,high,level,interval,model,aic,bic,status,reasons");
  expect(csv.trim().split("\n")).toHaveLength(4);
});

test("the result can go into the evidence table as a figure with its quality", async () => {
  const { out } = await run([
    "example",
    "us-western-5",
    "--bootstrap",
    "50",
    "--figure",
    "a Western United States site, 2016",
  ]);
  const [header = "", row = ""] = out.trim().split("\n");
  expect(header).toBe(
    readFileSync(join(import.meta.dirname, "../../../../data/figures.csv"), "utf8")
      .split("\n")[0]
      ?.trim(),
  );
  expect(row).toMatch(
    /^,"People in all, seen and unseen, estimated from 5 overlapping lists",\d{4},\d{3,4},\d{4},persons,2016,a Western United States site/,
  );
  expect(row).toMatch(/(moderate|contested),/);
});
