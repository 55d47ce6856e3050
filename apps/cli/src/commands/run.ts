import { Problem } from "@counterweight/kernel";
import { type Command, usageProblem } from "../command.ts";
import { readInput, readOptions, wholeNumber } from "../options.ts";
import { reading, savedAnalysis } from "../policy/save.ts";
import { estimate, estimateText } from "../run/estimate.ts";
import { runHere } from "../run/here.ts";
import { prepare } from "../run/kinds.ts";
import { runShared } from "../run/shared.ts";

export const command: Command = {
  name: "run",
  summary: "Run a study file at any scale: on this machine's cores, or shared by workers on many machines",
  usage: `
counterweight run STUDY.json|- [--database-url URL] [--workers N] [--detach] [--json] [--out FILE]
counterweight run STUDY.json|- --dry-run [--json]   what it would cost: time, chunks, memory, the file's size

  STUDY.json          a study of the lab ("counterweight study"), a saved analysis, or a sweep
  --database-url URL  share the work with every "counterweight worker" on this PostgreSQL; same digits
  --workers N         threads here; as many as the machine has cores where absent; 0 with a database: none
  --detach            put the run down and leave; needs a database. "counterweight runs show ID" follows it
  --out FILE          a study: .json or .csv; a sweep: .parquet, written as the chunks land
  --json              one JSON document
  --chunk SECONDS     length of the pieces that workers take; 2, and up to 10 where there are very many. No digit changes
  --expire SECONDS    longest a chunk may take before another worker gets it; 3600

A run of which this command is interrupted goes on where there are workers; "counterweight runs" lists it.

The smallest sweep, 1,024 policies spread over two levers:
  {"kind": "counterweight sweep", "version": 1, "levers": {"rights": [0, 0.5], "tdet": [0, 2]}}`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("run", args, {
      "database-url": { type: "string" },
      workers: { type: "string" },
      detach: { type: "boolean" },
      "dry-run": { type: "boolean" },
      chunk: { type: "string" },
      json: { type: "boolean" },
      out: { type: "string" },
      expire: { type: "string" },
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw usageProblem("run", "one study file is wanted");
    // What is left behind can only be left in a database, so the environment's is meant.
    const url = values["database-url"] ?? (values.detach ? process.env["DATABASE_URL"] : undefined);
    const asked =
      values.workers === undefined
        ? undefined
        : wholeNumber("run", "workers", values.workers, 1, url === undefined ? 1 : 0, 256);
    const expireSeconds = wholeNumber("run", "expire", values.expire, 3600, 1, 86_400);
    const chunkSeconds = secondsOfChunk(values.chunk);
    const where = file === "-" ? "standard input" : file;
    const text = await readInput(file, terminal);
    const saved = savedAnalysis(text, where);
    if (saved !== undefined) {
      if (values["dry-run"]) throw usageProblem("run", "a saved analysis has no estimate", "a study or a sweep");
      if (values.detach) throw usageProblem("run", "a saved analysis cannot be detached", "a study or a sweep");
      const { main } = await import("../main.ts");
      const more = url === undefined ? [] : ["--database-url", url];
      if (values.workers !== undefined) more.push("--workers", values.workers);
      if (values.json) more.push("--json");
      if (values.out !== undefined) more.push("--out", values.out);
      return main([...saved.args, ...more], reading(terminal, saved));
    }
    const study = prepare(text, where);
    const { json, out, detach } = values;
    if (values["dry-run"]) {
      const found = await estimate(study, chunkSeconds);
      terminal.write(json ? `${JSON.stringify(found)}\n` : estimateText(study, found));
      return 0;
    }
    if (url !== undefined)
      return runShared(study, terminal, { url, workers: asked, detach, expireSeconds, chunkSeconds, json, out });
    if (detach)
      throw new Problem({
        code: "run.detach",
        what: "a run can only be left behind in a database",
        doThis: "name one with --database-url or in DATABASE_URL",
      });
    return runHere(study, terminal, { workers: asked, json, out });
  },
};

function secondsOfChunk(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0.001 && value <= 3600))
    throw usageProblem("run", `--chunk is "${text}"`, "seconds from 0.001 to 3600");
  return value;
}
