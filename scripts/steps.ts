/** What `npm run check` runs, in order; `npm test` runs the same first. */
export const checks = [
  { name: "types", command: "tsc", args: ["--noEmit"] },
  { name: "lint", command: "oxlint", args: ["--type-aware", "--quiet"] },
  { name: "format", command: "biome", args: ["check", "--reporter=summary", "."] },
  { name: "unused code", command: "knip", args: ["--no-config-hints"] },
  { name: "the house (imports, sizes, words)", command: "vitest", args: ["run", "tests/house"] },
];

/** The tests proper: unit and integration, then the browser. */
export const tests = [
  { name: "unit and integration tests", command: "vitest", args: ["run"] },
  {
    name: "browser tests",
    command: "vitest",
    args: ["run", "--config", "vitest.browser.config.ts", "--passWithNoTests"],
  },
];
