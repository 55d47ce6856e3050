import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { main } from "../main.ts";
import { pretend } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "cases-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

async function cases(...args: string[]) {
  const terminal = pretend();
  const code = await main(["cases", ...args], terminal);
  return { code, out: terminal.out(), problems: terminal.problems() };
}

const generate = (file: string, format: string, ...more: string[]) =>
  cases("generate", "--count", "40", "--seed", "9", "--format", format, "--out", at(file), ...more);

describe("cases generate and import --dry-run", () => {
  test.each([
    ["h.csv", "htcds", []],
    ["h.xlsx", "htcds", []],
    ["c63.csv", "ctdc", ["--layout", "63"]],
    ["c38.csv", "ctdc", ["--layout", "38"]],
    ["c27.parquet", "ctdc", []],
    ["c27r.xlsx", "ctdc", ["--layout", "27-renamed"]],
    ["own.csv", "csv", []],
    ["own.xlsx", "csv", []],
    ["own.parquet", "parquet", []],
    ["own.jsonl", "jsonl", []],
  ])("%s is written, found to be %s and read without a mistake", async (file, format, more) => {
    expect((await generate(file, format, ...more)).out).toMatch(/40 invented records.*No real person/);
    const { code, out, problems } = await cases("import", at(file), "--dry-run", "--json");
    expect([code, problems]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({ rows: 40, records: 40, problems: [], dryRun: true });
    expect(JSON.parse(out).format).toBe(format === "parquet" ? "csv" : format);
  });

  test("the same seed gives the same file", async () => {
    await generate("twice.csv", "htcds");
    expect(readFileSync(at("twice.csv"), "utf8")).toBe(readFileSync(at("h.csv"), "utf8"));
  });

  test("our own formats bring back the very records, through CSV, XLSX and Parquet", async () => {
    for (const file of ["own.csv", "own.xlsx", "own.parquet"]) {
      await cases("export", "--from", at(file), "--format", "jsonl", "--out", at("back.jsonl"));
      const lines = (name: string) =>
        readFileSync(at(name), "utf8")
          .split("\n")
          .filter(Boolean)
          .map((line): unknown => JSON.parse(line));
      expect(lines("back.jsonl")).toEqual(lines("own.jsonl"));
    }
  });

  test("mistakes are listed by row and column, and nothing is imported", async () => {
    writeFileSync(at("bad.csv"), "prs_Gender,vic_AgeWhenTrafficked,wages\nFeminine,20,x\nFemale?,old,\n");
    const { code, out } = await cases("import", at("bad.csv"), "--dry-run");
    expect(code).toBe(1);
    expect(out).toMatch(/"wages" is not a field of HTCDS/);
    expect(out).toMatch(/ 3 {2}vic_AgeWhenTrafficked {2}"old" is not an age/);
    expect(out).toMatch(/Nothing would be imported/);
    const real = await cases("import", at("bad.csv"));
    expect([real.code, real.problems]).toEqual([
      2,
      expect.stringMatching(/bad.csv, row 3, prs_Gender: "Female\?" is not.*1 more to mend/),
    ]);
  });
});

describe("cases export", () => {
  test("HTCDS to CTDC with a loss report that counts every field", async () => {
    const { code, out } = await cases(
      "export",
      "--from",
      at("h.csv"),
      "--format",
      "ctdc",
      "--out",
      at("o.csv"),
      "--loss-report",
      at("loss.csv"),
    );
    expect(code).toBe(0);
    expect(out).toMatch(/40 records as ctdc \(27\)/);
    expect(readFileSync(at("o.csv"), "utf8").split("\n")[0]?.split(",")).toHaveLength(27);
    const loss = readFileSync(at("loss.csv"), "utf8");
    expect(loss).toMatch(/^kind,field,into,reason,count\n/);
    expect(loss).toMatch(/\ndropped,person.names\[\].text,,identifies the person and is never published,\d+\n/);
    expect(loss).toMatch(/\nmerged,elements\.control\.\w+,meansThreats,/);
    await cases(
      "export",
      "--from",
      at("h.csv"),
      "--format",
      "ctdc",
      "--out",
      at("o.csv"),
      "--loss-report",
      at("loss.json"),
    );
    expect(JSON.parse(readFileSync(at("loss.json"), "utf8"))[0]).toMatchObject({ kind: "dropped" });
  });

  test("leaves nothing unfinished behind", () => {
    expect(readdirSync(folder).filter((name) => name.includes("unfinished"))).toEqual([]);
  });
});

describe("cases classify", () => {
  test("gives reasons and no score, as text and as JSON", async () => {
    const record = {
      schema: "counterweight/case/1",
      id: "A-1",
      person: { ageAtExploitation: { from: 30, to: 30 } },
      case: { origin: "raid" },
      elements: {
        "act.recruitment": { answer: "true", by: "case worker", basis: "person" },
        "means.deception": { answer: "true", by: "case worker", basis: "person" },
        "purpose.forced_labour": { answer: "true", by: "case worker", basis: "person" },
      },
      exploitation: { sectors: ["F"] },
    };
    writeFileSync(at("one.jsonl"), `${JSON.stringify(record)}\n`);
    const { out } = await cases("classify", at("one.jsonl"));
    expect(out).toMatch(/A-1: trafficking/);
    expect(out).toMatch(/Deception: true \(case worker, what the person said\)/);
    expect(out).toMatch(/comes from a raid/);
    expect(out).toMatch(/a court or an authority decides/);
    const json = JSON.parse((await cases("classify", at("one.jsonl"), "--json", "--codes")).out);
    expect(json.counts.trafficking).toBe(1);
    expect(json.cases[0].codes).toMatchObject({ niemIndustries: ["Construction"], iccs: [{ code: "02042" }] });
    expect(JSON.stringify(json)).not.toMatch(/"(score|probability|risk)"/);
    for (const rules of ["palermo", "ilo11", "delphi-labour", "us-tvpa", "uk-msa", "eu-2011-36"])
      expect((await cases("classify", at("h.csv"), "--rules", rules, "--summary")).code).toBe(0);
  });
});

describe("cases screen and table", () => {
  test("QYIT at 8.8%: about 26% of positives are right, and what it cannot tell is said", async () => {
    const { out } = await cases("screen", "QYIT", "--yes", "1", "--prevalence", "8.8%");
    expect(out).toMatch(/right for 26% \(19% to 32%\)/);
    expect(out).toMatch(/What it cannot tell/);
    expect((await cases("screen")).out).toMatch(/Not offered: HTIAM-14/);
  });

  test("a table leaves out small counts unless it stays inside", async () => {
    const { out } = await cases("table", at("c27.parquet"), "--by", "gender", "--json");
    expect(JSON.parse(out).rows.every(({ count }: { count: number }) => count >= 10)).toBe(true);
    const inside = await cases("table", at("c27.parquet"), "--by", "means", "--inside", "--out", at("t.csv"));
    expect(inside.out).toMatch(/inside the organisation only/);
    expect(readFileSync(at("t.csv"), "utf8")).toMatch(/^means,label,people,share,denominator\n/);
  });
});

describe("bad input", () => {
  test.each([
    [["clasify", "x"], /no part "clasify"; expected classify/],
    [[], /no part is named/],
    [["import"], /needs one file/],
    [["import", "nowhere.csv"], /there is no such file/],
    [["import", "x.csv", "--format", "htcdsv2"], /--format is "htcdsv2"/],
    [["import", "x.csv", "--dryrun"], /expected --dry-run/],
    [["export", "--format", "docx"], /--format is "docx"/],
    [["export", "--format", "htcds"], /needs --purpose, or --from FILE/],
    [["export", "--format", "parquet", "--from", "x"], /Parquet is not text/],
    [["classify", "x.csv", "--rules", "delphi-sexual"], /could not be obtained/],
    [["screen", "QYIT", "--yes", "many"], /whole number from 0 to 4/],
    [["screen", "QYIT", "--yes", "1", "--prevalence", "often"], /a share such as/],
    [["table", "x.csv"], /needs --by/],
    [["generate", "--count", "0"], /from 1 to 1000000/],
  ])("%j is answered in one sentence with code 2", async (args, message) => {
    const { code, out, problems } = await cases(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(problems).toMatch(message);
    expect(problems.trim().split("\n")).toHaveLength(1);
  });

  test.each([
    ["not.xlsx", "PK\u0003\u0004 not a workbook", /not a workbook/],
    ["not.parquet", "PAR1", /not Parquet/],
    ["not.jsonl", '{"schema": 1\n', /line 1: the line is not JSON/],
    ["not.csv", 'a,b\n"x,y\n', /quoted cell is not closed/],
    ["neither.csv", "a,b\n1,2\n", /neither HTCDS's, CTDC's nor ours/],
    ["empty.csv", "", /holds no rows/],
    ["old.xls", "x", /save the sheet as .xlsx/],
  ])("%s is refused in one sentence", async (file, content, message) => {
    writeFileSync(at(file), content);
    const { code, problems } = await cases("import", at(file), "--dry-run");
    expect([code, problems]).toEqual([2, expect.stringMatching(message)]);
    expect(problems).not.toMatch(/\n {4}at /);
  });
});
