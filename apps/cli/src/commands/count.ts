import { extname } from "node:path";
import { countReport } from "@counterweight/brief";
import { readerOf } from "@counterweight/evidence/files";
import {
  count,
  countFigure,
  examples,
  exampleTable,
  FIGURE_COLUMNS,
  readTable,
  type TableRead,
} from "@counterweight/prevalence";
import packageFile from "../../package.json" with { type: "json" };
import { type Command, type Terminal, usageProblem } from "../command.ts";
import { countOptions } from "../count/options.ts";
import { readTableFile } from "../count/read.ts";
import { replayFile } from "../count/replay.ts";
import { countCsv, countText } from "../count/text.ts";
import { chooseExecutor, scaleOptions, scaleUsage } from "../executor/choose.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { csvLine, table, writeWhole } from "../output.ts";
import { checkFormat, writeDocument } from "../pdf/document.ts";
import { progress } from "../progress.ts";

export const command: Command = {
  name: "count",
  summary: "How many people, counting those nobody saw: from overlapping lists, by every method at once",
  usage: `
counterweight count FILE [--method all] [--pthresh 0.02] [--model "[12,13,4]"] [--bootstrap 1000]
                    [--chains 4] [--seed N] [--workers N] [--json | --csv | --out FILE.html]
counterweight count --replay FILE      fits each row of a replay table: estimate and model
counterweight count example [ID]       the published tables; with --method, --json, --csv or --out, analysed

  FILE           CSV, JSON or XLSX: a 0/1 column for each list and one called count; or people, one row each
                 (id and 0/1 columns) or one row a sighting (id and list). - reads standard input
  --method M     all, or some of independence, stepwise, aic, bic, fixed, threshold, dga, lcmcr, rcapture, chapman
  --pthresh P    stepwise adds a pair of lists while its p-value is below this
  --model M      a model to fit: "[12,13,4]", lists counted from 1; "[1:2,1:10]" from ten lists on; names: "[LA:NG,GO]"
  --bootstrap N  resampled tables with the choice of model repeated; 0 for none (Wald intervals); beyond ten lists
                 200, beyond twelve 0 unless given
  --order N      most lists that one interaction joins, for bic
  --level P      of the intervals; 0.95
  --strata A,B   split by these columns (columns that are not 0/1 split of themselves)
  --population N people among whom, for a rate per 100,000
  --figure P,Y   the result as a row of the evidence table, for a place and year: "Netherlands,2010-2015"
  --workers N    threads; as many as the machine has cores where absent
${scaleUsage}
  --out FILE     a report to publish: .html, .md or .pdf; .json or .csv for the numbers

Exit code 0; 1 where no estimate exists and none is given; 2 for input that cannot be read.`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("count", args, {
      method: { type: "string" },
      pthresh: { type: "string" },
      model: { type: "string" },
      bootstrap: { type: "string" },
      chains: { type: "string" },
      seed: { type: "string" },
      workers: { type: "string" },
      ...scaleOptions,
      level: { type: "string" },
      order: { type: "string" },
      strata: { type: "string" },
      population: { type: "string" },
      replay: { type: "string" },
      json: { type: "boolean" },
      csv: { type: "boolean" },
      out: { type: "string" },
      figure: { type: "string" },
    });
    if (values.replay !== undefined) return replayFile(values.replay, values, terminal);
    const [first, ...others] = positionals;
    const strata = values.strata?.split(",").map((name) => name.trim()) ?? [];
    let read: TableRead;
    if (first === "example") {
      const [id] = others;
      if (id === undefined) return listExamples(terminal);
      const text = exampleTable(readerOf(), id);
      if (Object.keys(values).length === 0) {
        terminal.write(text);
        return 0;
      }
      read = readTable(text, { where: id, strata });
    } else {
      if (first === undefined || others.length > 0)
        throw usageProblem(
          "count",
          first === undefined ? "no file is named" : `"${others[0]}" is one word too many`,
          "one file, or - for standard input",
        );
      read = await readTableFile(first, strata, terminal);
    }
    const options = countOptions(values, read.table.lists);
    const population =
      values.population === undefined ? undefined : wholeNumber("count", "population", values.population, 0, 1, 1e11);
    if (population !== undefined && population < observedOf(read))
      throw usageProblem(
        "count",
        `--population is ${population}, fewer than the ${observedOf(read)} people seen`,
        "the people among whom they were found",
      );
    const [geography = "", year = ""] = values.figure?.split(",").map((part) => part.trim()) ?? [];
    if (values.figure !== undefined && (geography === "" || !/^\d{4}(?:-\d{4})?$/.test(year)))
      throw usageProblem(
        "count",
        `--figure is "${values.figure}"`,
        'a place and a year, such as "Netherlands,2010-2015"',
      );
    if (values.out !== undefined) checkFormat(values.out, [".json", ".csv"]);
    const databaseUrl = values["database-url"];
    const workers =
      values.workers === undefined
        ? undefined
        : wholeNumber("count", "workers", values.workers, 0, databaseUrl === undefined ? 1 : 0, 256);
    const executor = await chooseExecutor({ workers, databaseUrl, title: "count" });
    const bar = progress(terminal, "counting");
    try {
      const result = await count(
        read,
        options,
        { executor, signal: terminal.signal, onProgress: (share) => bar.onProgress(share, 1) },
        population,
      );
      bar.end();
      const json = `${JSON.stringify(result, undefined, 2)}\n`;
      if (values.out !== undefined) {
        const kind = extname(values.out).toLowerCase();
        if (kind === ".json") await writeWhole(values.out, json);
        else if (kind === ".csv") await writeWhole(values.out, countCsv(result));
        else await writeDocument(values.out, countReport(result, packageFile.version));
        if (!values.json && !values.csv) terminal.write(`${values.out} is written.\n`);
      }
      if (values.figure !== undefined) {
        const row = countFigure(result, { geography, year });
        if (row !== undefined)
          terminal.write(csvLine(FIGURE_COLUMNS) + csvLine(FIGURE_COLUMNS.map((column) => row[column])));
      } else if (values.json) terminal.write(json);
      else if (values.csv) terminal.write(countCsv(result));
      else if (values.out === undefined) terminal.write(countText(result));
      return result.readiness.verdict === "refuse" ? 1 : 0;
    } finally {
      bar.end();
      await executor.close();
    }
  },
};

function observedOf({ table: { counts } }: TableRead): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function listExamples(terminal: Terminal): number {
  terminal.write(
    table(
      ["example", "people seen", "lists", "title"],
      examples(readerOf()).map(({ id, observed, lists, title }) => [id, String(observed), String(lists.length), title]),
      [1, 2],
    ),
  );
  terminal.write(
    "\ncounterweight count example ID prints one with its source; add --json, --out FILE.html or --method all to analyse it.\n",
  );
  return 0;
}
