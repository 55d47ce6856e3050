import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Who may import whom. Nothing upward, nothing sideways. */
const mayImport: Record<string, readonly string[]> = {
  kernel: [],
  evidence: ["kernel"],
  decisions: ["kernel"],
  cases: ["kernel"],
  market: ["kernel", "evidence"],
  prevalence: ["kernel", "evidence"],
  law: ["kernel", "evidence", "market"],
  policy: ["kernel", "evidence", "market", "law", "decisions"],
  register: ["kernel", "cases"],
  brief: ["kernel", "evidence", "market", "law", "decisions", "policy", "prevalence", "cases"],
  cli: [
    "kernel",
    "evidence",
    "market",
    "law",
    "decisions",
    "policy",
    "prevalence",
    "cases",
    "register",
    "brief",
    "server",
  ],
  server: ["kernel", "evidence", "market", "law", "decisions", "policy", "prevalence", "cases", "register", "brief"],
  lab: ["kernel", "evidence", "market", "law", "decisions", "policy", "prevalence", "cases", "brief"],
};

/** Rooms that run in a page, a worker or a notebook and can be audited in an afternoon: no third-party code. */
const selfReliant: Record<string, readonly string[]> = { kernel: [], prevalence: [], market: [], decisions: ["highs"] };

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 1 << 26,
})
  .split("\n")
  .filter(Boolean);
const sources = files.filter((file) => /^(packages|apps)\/[^/]+\/src\/.*\.tsx?$/.test(file));
const isTest = (file: string) => /\.test\.tsx?$|\/testing\//.test(file);
const roomOf = (file: string) => file.split("/")[1] ?? "";

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^;'"`]*?from\s*["']([^"']+)["']|\bimport\s*\(\s*["']([^"']+)["']|(?:^|\n)import\s+["']([^"']+)["']/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

describe("the house", () => {
  test("every room stands in the plan", () => {
    expect(new Set(sources.map(roomOf)).difference(new Set(Object.keys(mayImport)))).toEqual(new Set());
  });

  test("nobody imports upward or sideways", () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .map((name) => /^@counterweight\/([^/]+)/.exec(name)?.[1])
        .filter((room) => room !== undefined && room !== roomOf(file) && !mayImport[roomOf(file)]?.includes(room))
        .map((room) => `${file} imports ${room}`),
    );
    expect(wrong).toEqual([]);
  });

  test("nobody reaches through a wall by a relative path", () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith("."))
        .map((name) => relative(root, join(root, dirname(file), name)))
        .filter((target) => /^(packages|apps)\//.test(target) && roomOf(target) !== roomOf(file))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("the rooms that must be auditable in an afternoon use no third-party code", () => {
    const wrong = sources
      .filter((file) => !isTest(file) && roomOf(file) in selfReliant)
      .flatMap((file) =>
        importsOf(file)
          .filter(
            (name) =>
              !name.startsWith(".") &&
              !name.startsWith("@counterweight/") &&
              !selfReliant[roomOf(file)]?.includes(name),
          )
          .map((name) => `${file} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  test("no file over 400 lines without a reason in its first line", () => {
    const long = [...sources, ...files.filter((file) => /^(bench|tests|scripts)\/.*\.ts$/.test(file))].filter(
      (file) => {
        const lines = readFileSync(join(root, file), "utf8").split("\n");
        return lines.length > 401 && !/^\/[/*].*\blong\b/i.test(lines[0] ?? "");
      },
    );
    expect(long).toEqual([]);
  });

  test("no machine's path or registry address, in the code or the lockfile", () => {
    const text = files.filter(
      (file) => /\.(tsx?|jsx?|json|md|ya?ml|css|html|csv)$|^\.ci\//.test(file) && file !== "tests/house.test.ts",
    );
    const wrong = text.filter((file) =>
      /(?<![\w.])\/(home|root|Users)\/[a-z]|"resolved": "http/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(wrong).toEqual([]);
  });

  test("every package says in at most 30 lines what it is for, with an example that a test runs", () => {
    const packages = new Set(sources.filter((file) => file.startsWith("packages/")).map(roomOf));
    const wrong = [...packages].filter((name) => {
      const readme = `packages/${name}/README.md`;
      if (!files.includes(readme)) return true;
      const text = readFileSync(join(root, readme), "utf8").trimEnd();
      const tested = files.some(
        (file) =>
          file.startsWith(`packages/${name}/src/`) &&
          isTest(file) &&
          readFileSync(join(root, file), "utf8").includes("README"),
      );
      return text.split("\n").length > 30 || !text.includes("```") || !tested;
    });
    expect(wrong).toEqual([]);
  });

  test("every command is in the index of guides, and in a guide with an example", () => {
    const pages = files.filter((file) => /^docs\/guide\/.*\.md$/.test(file));
    const text = pages.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
    const commands = files.flatMap((file) => /^apps\/cli\/src\/commands\/([a-z-]+)\.ts$/.exec(file)?.[1] ?? []);
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter((name) => !text.includes(`counterweight ${name}`))).toEqual([]);
    const index = readFileSync(join(root, "docs/guide/README.md"), "utf8");
    expect(commands.filter((name) => !new RegExp(`\`(?:counterweight )?${name}\``).test(index))).toEqual([]);
  });

  test("every guide is in the index of guides", () => {
    const index = readFileSync(join(root, "docs/guide/README.md"), "utf8");
    const pages = files.filter((file) => /^docs\/guide\/(?!README)[^/]+\.md$/.test(file)).map((file) => file.slice(11));
    expect(pages.filter((page) => !index.includes(`](${page})`))).toEqual([]);
  });
});
