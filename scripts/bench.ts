import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runSteps } from "./run.ts";

// `npm run bench` runs every question, `npm run bench market engine` the named ones: bench/NAME.ts or bench/NAME/bench.ts.
// What follows the first option is the question's own: `npm run bench scale -- --sweep 2000`.
const folder = join(import.meta.dirname, "..", "bench");
const words = process.argv.slice(2);
const option = words.findIndex((word) => word.startsWith("-"));
const wanted = option < 0 ? words : words.slice(0, option);
const own = option < 0 ? [] : words.slice(option);
const questions = readdirSync(folder, { withFileTypes: true })
  .map((entry) =>
    entry.isDirectory()
      ? { name: entry.name, file: join(folder, entry.name, "bench.ts") }
      : { name: entry.name.replace(/\.ts$/, ""), file: join(folder, entry.name) },
  )
  .filter(({ file }) => file.endsWith(".ts") && existsSync(file));
const unknown = wanted.filter((name) => !questions.some((question) => question.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark called ${unknown.join(", ")}. There are: ${questions.map((question) => question.name).join(", ")}.\n`,
  );
  process.exit(2);
}
runSteps(
  questions
    .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
    .map(({ name, file }) => ({ name: `bench/${name}`, command: "node", args: ["--expose-gc", file, ...own] })),
);
