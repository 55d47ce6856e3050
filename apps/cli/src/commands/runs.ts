import { nearest } from "@counterweight/kernel";
import { dropResults, endRun, findRun, type Jobs, listRuns, resumeRun, workersOf } from "@counterweight/register/jobs";
import { type Command, type Terminal, usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";
import { partOfRun } from "../run/collect.ts";
import { openNamed } from "../run/database.ts";
import { runJson, runsTable, runText } from "../run/list.ts";

type Values = {
  readonly json?: boolean | undefined;
  readonly out?: string | undefined;
  readonly drop?: boolean | undefined;
};

async function show(jobs: Jobs, id: string, terminal: Terminal, { json, out, drop }: Values): Promise<number> {
  const run = await findRun(jobs, id);
  if (drop && (out === undefined || run.state !== "done"))
    throw usageProblem("runs", "--drop goes with --out and a run that is done");
  const part = await partOfRun(jobs, run, terminal, { json, out });
  if (out !== undefined && part === undefined)
    throw usageProblem(
      "runs",
      `run ${id} has no results here to write`,
      "a study or a sweep that was not collected yet",
    );
  if (drop) await dropResults(jobs, run.id);
  if (json) terminal.write(`${JSON.stringify({ run: runJson(run), result: part?.json ?? null })}\n`);
  else {
    terminal.write(runText(run));
    if (part !== undefined) terminal.write(`\n${part.text}`);
    if (out !== undefined) terminal.write(`${out} is written.\n`);
  }
  return run.state === "failed" ? 1 : 0;
}

async function resume(jobs: Jobs, id: string, terminal: Terminal): Promise<number> {
  const run = await findRun(jobs, id);
  const chunks = await resumeRun(jobs, run);
  terminal.write(
    run.state === "done" ? `Run ${run.id} is done.\n` : `Run ${run.id} goes on: ${chunks} chunks are to be done.\n`,
  );
  return 0;
}

async function cancel(jobs: Jobs, id: string, terminal: Terminal): Promise<number> {
  const run = await findRun(jobs, id);
  const ended = await endRun(jobs, run.id, "cancelled");
  terminal.write(
    ended
      ? `Run ${run.id} is cancelled; "counterweight runs resume ${run.id.slice(0, 8)}" goes on with what is missing.\n`
      : `Run ${run.id} was ${run.state} already.\n`,
  );
  return 0;
}

const actions = { show, resume, cancel };

export const command: Command = {
  name: "runs",
  summary: "Runs that lie in a PostgreSQL: progress, rate, time left; show, resume or cancel one",
  usage: `
counterweight runs [--database-url URL] [--json]
counterweight runs show ID [--out FILE] [--json]   what has landed so far, with its intervals
counterweight runs resume ID                       puts down again what is missing of a run that ended early
counterweight runs cancel ID                       ends a run; what has landed stays

  ID                   a run's number, or its first letters
  --database-url URL   where the runs lie; also read from DATABASE_URL
  --out FILE           what has landed, as a file that says whether it is complete: a study .json or .csv,
                       a sweep .parquet
  --drop               with --out, of a run that is done: its results then leave the database

Exit code 1 for a run that failed.`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("runs", args, {
      "database-url": { type: "string" },
      json: { type: "boolean" },
      out: { type: "string" },
      drop: { type: "boolean" },
    });
    const [name, id, ...rest] = positionals;
    const action = name === undefined ? undefined : actions[name as keyof typeof actions];
    if (name !== undefined && action === undefined)
      throw usageProblem(
        "runs",
        `there is no "runs ${name}"`,
        nearest(name, Object.keys(actions))[0] ?? "show, resume, cancel",
      );
    if ((action !== undefined && id === undefined) || rest.length > 0)
      throw usageProblem("runs", `"runs ${name}" takes one run`, "its number");
    const jobs = await openNamed("runs", values["database-url"]);
    try {
      if (action !== undefined) return await action(jobs, id ?? "", terminal, values);
      const [runs, workers] = [await listRuns(jobs), await workersOf(jobs)];
      terminal.write(
        values.json ? `${JSON.stringify({ runs: runs.map(runJson), workers })}\n` : runsTable(runs, workers),
      );
      return 0;
    } finally {
      await jobs.close();
    }
  },
};
