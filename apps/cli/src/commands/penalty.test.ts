import { describe, expect, test } from "vitest";
import { run } from "../testing/terminal.ts";

describe("counterweight penalty", () => {
  test("India's brothel fine of the 2000s: 44 dollars against 12,900 a year, paper and practice apart, contested input marked", async () => {
    const { output } = await run(["penalty", "examples", "india-2000s"]);
    expect(output).toContain("$12,900 (ECON-085, 2007, contested");
    expect(output).toContain("$44 in 2007: 0.34% of a year's profit from one person, earned back in 30 hours");
    expect(output).toContain("it counts nobody as trafficked");
    expect(output).toMatch(/4\. On paper[\s\S]*5\. In practice/);
  });

  test("the United Kingdom before and after 2015: the paper rises, the practice is the same funnel", async () => {
    const result = JSON.parse((await run(["penalty", "uk", "--json"])).output);
    const balance = (offence: string) =>
      result.paper.find((one: { provision: { offence: string } }) => one.provision.offence === offence).balance.median;
    expect(balance("human trafficking (adult and child)")).toBeGreaterThan(
      2 * balance("trafficking for sexual exploitation, before 2015"),
    );
    expect(result.practice.balance.median).toBeLessThan(0.01);
    const conviction = result.practice.inputs.find(({ name }: { name: string }) => name === "conviction");
    expect(conviction.rows.length).toBe(3);
    expect(conviction.marks).toEqual(["counting rules differ"]);
  });

  test("every input names its rows and an interval in order", async () => {
    const { practice } = JSON.parse((await run(["penalty", "Netherlands", "--sector", "industry", "--json"])).output);
    for (const input of practice.inputs) {
      expect(input.rows.length + input.marks.length, input.name).toBeGreaterThan(0);
      expect(input.value.low).toBeLessThanOrEqual(input.value.median);
    }
    expect(practice.parts.prison.median).toBeGreaterThan(0);
  });

  test("against drugs: the American fine on paper is forty times larger for drugs", async () => {
    const { drugs, paper } = JSON.parse((await run(["penalty", "USA", "--against", "drugs", "--json"])).output);
    expect(drugs[0].provision.fineMost / paper[0].provision.fineMost).toBe(40);
    expect(drugs[0].balance.median).toBeGreaterThan(paper[0].balance.median);
  });

  test("a fine or damages that nobody could pay is out of reach", async () => {
    const { inversion } = JSON.parse((await run(["penalty", "uk", "--json"])).output);
    expect(inversion.find(({ term }: { term: string }) => term === "fine").withinReach).toBeLessThan(0.1);
    expect(inversion.find(({ term }: { term: string }) => term === "sentence").needed.median).toBe("unlimited");
  });

  test("the same seed gives the same digits", async () => {
    const once = await run(["penalty", "SWE", "--json", "--seed", "5"]);
    expect((await run(["penalty", "SWE", "--json", "--seed", "5"])).output).toBe(once.output);
    expect((await run(["penalty", "SWE", "--json", "--seed", "6"])).output).not.toBe(once.output);
  });

  test("a draft reform: the same draws before and after, each theory's answer, and only the reform differs", async () => {
    const args = ["penalty", "design", "docs/examples/draft-reform-sweden.json", "--draws", "64"];
    const { score, study } = JSON.parse((await run([...args, "--json"])).output);
    expect(score.after.balance.median).toBeGreaterThan(5 * score.before.balance.median);
    expect(score.before.parts.bribes.median * 2).toBeCloseTo(score.after.parts.bribes.median, 9);
    expect(study.policies[0].levers.det).toBe(1);
    expect(study.policies[0].levers.trust).toBeGreaterThan(0);
    expect((await run(args)).output).toContain("vulnerability-led");
    const nothing = JSON.parse(
      (await run(["penalty", "design", "-", "--json", "--draws", "64"], '{"jurisdiction":"SWE"}')).output,
    );
    expect(nothing.score.after).toEqual(nothing.score.before);
  });

  test("a draft with a negative fine, a missing unit or an unknown measure is refused in one sentence", async () => {
    for (const [draft, words] of [
      ['{"jurisdiction":"SWE","fine":{"value":-1,"unit":"SEK"}}', "the fine is negative"],
      ['{"jurisdiction":"SWE","fine":500}', "the unit is missing"],
      ['{"jurisdiction":"SWE","fine":{"value":1,"unit":"XXX"}}', 'no exchange rate for "XXX"'],
      ['{"jurisdiction":"SWE","measures":["non-punishmnt"]}', "non-punishment"],
    ] as const) {
      const { code, errors } = await run(["penalty", "design", "-"], draft);
      expect([code, errors]).toEqual([2, expect.stringContaining(words)]);
    }
  });

  test.each([
    [["penalty", "Swedn"], "perhaps Sweden"],
    [["penalty", "SWE", "--sector", "farmng"], 'did you mean "farming"'],
    [["penalty"], "no jurisdiction is named"],
    [["penalty", "examples", "swden"], "sweden"],
    [["penalty", "SWE", "--seed", "-1"], "--seed"],
  ])("%j: one sentence and code 2", async (args, words) => {
    const { code, errors } = await run(args);
    expect(code).toBe(2);
    expect(errors).toContain(words);
    expect(errors.trim().split("\n")).toHaveLength(1);
  });
});
