import { readerOf } from "@counterweight/evidence/files";
import { formatNumber, nearest, Problem, type TaskReference } from "@counterweight/kernel";
import {
  analysisKind,
  drawRows,
  ensembleFiles,
  isSweep,
  readStudy,
  readSweep,
  type StudyInput,
  type SweepColumn,
  type SweepInput,
  type SweepRows,
  studyFromBlocks,
  studyJson,
  studyTask,
  sweepColumns,
  sweepSoFar,
  sweepTask,
  tasksOfStudy,
  tasksOfSweep,
} from "@counterweight/policy";
import { csvLine, writeWhole } from "../output.ts";
import { studyTable } from "../study/table.ts";
import { parquetSink } from "./parquet.ts";
import { soFarTable } from "./table.ts";

/** Takes a run's results in order and keeps what the outputs need: for a sweep nothing that grows with it. */
export type Collector = {
  readonly take: (result: unknown) => void;
  /** What has landed, in words or as data; all of it, or a part that says so. */
  readonly text: (landed: number) => string;
  readonly json: (landed: number) => unknown;
  /** Writes the file where one was asked for. */
  readonly finish: (landed: number, program: string) => Promise<void>;
  readonly discard: () => Promise<void>;
};

/** A study file ready to run at any scale. */
export type Prepared = {
  readonly kind: string;
  readonly title: string;
  readonly task: TaskReference;
  readonly input: StudyInput | SweepInput;
  readonly tasks: number;
  /** Tasks that follow each other in different regions and structures, before the first comes again. */
  readonly places: number;
  /** Of a sweep: runs of the model, and the most rows and the columns of its table. */
  readonly modelRuns?: number;
  readonly rows?: number;
  readonly columns?: readonly SweepColumn[];
  readonly seed: number;
  /** The study as it was read, every value written out. */
  readonly study: string;
  readonly collector: (out: string | undefined) => Collector;
};

/** Reads a study file of any kind that is cut into chunks. @throws {Problem} one sentence with the key. */
export function prepare(text: string, where: string): Prepared {
  if (isSweep(text)) return prepareSweep(text, where);
  const kind = kindOf(text);
  const kinds = ["counterweight study", "counterweight sweep", analysisKind];
  if (kind !== undefined && !kinds.includes(kind))
    throw new Problem({
      code: "study.kind",
      where: `${where}, kind`,
      what: `"${kind}" is nothing that can be run`,
      expected: nearest(kind, kinds).join(" or ") || kinds.join(", "),
    });
  return prepareStudy(text, where);
}

/** What a file says it is, where it says so. */
function kindOf(text: string): string | undefined {
  try {
    const { kind } = JSON.parse(text) as { readonly kind?: unknown };
    return typeof kind === "string" ? kind : undefined;
  } catch {
    return undefined;
  }
}

/** Tasks are numbered in 32 bits. */
const mostTasks = 2 ** 31 - 1;

function endingOf(out: string | undefined, allowed: readonly string[]): string | undefined {
  if (out === undefined) return undefined;
  const ending = allowed.find((one) => out.toLowerCase().endsWith(one));
  if (ending === undefined)
    throw new Problem({
      code: "file.kind",
      where: out,
      what: "results of this study cannot be written as this kind of file",
      expected: `a name that ends with ${allowed.join(" or ")}`,
    });
  return ending;
}

function prepareSweep(text: string, where: string): Prepared {
  const sweep = readSweep(text, where);
  const study = `${JSON.stringify(sweep, null, 2)}\n`;
  const tasks = tasksOfSweep(sweep);
  if (tasks > mostTasks)
    throw new Problem({
      code: "study.size",
      where,
      what: `this sweep has ${formatNumber(tasks, 3)} tasks, and a run at most ${formatNumber(mostTasks, 3)}`,
      doThis: "cut it into several, with fewer policies or regions each",
    });
  const columns = sweepColumns(sweep);
  const places = sweep.regions.length * sweep.structures.length;
  return {
    kind: sweep.kind,
    title: sweep.title,
    task: sweepTask,
    input: { sweep, files: ensembleFiles(readerOf()) },
    tasks,
    places,
    modelRuns: sweep.policies * places * sweep.draws,
    rows: sweep.policies * places * (sweep.rows === "draws" ? sweep.draws : 1),
    columns,
    seed: sweep.seed,
    study,
    collector: (out) => {
      endingOf(out, [".parquet"]);
      const sink = out === undefined ? undefined : parquetSink(out, columns);
      const soFar = sweepSoFar(sweep);
      return {
        take: (result) => {
          sink?.add(result as SweepRows);
          soFar.take(result as SweepRows);
        },
        text: (landed) => soFarTable(sweep, soFar.now(), landed / tasks),
        json: (landed) => ({
          kind: "counterweight sweep result",
          version: 1,
          complete: landed === tasks,
          landed: landed / tasks,
          ...soFar.now(),
          sweep,
        }),
        finish: async (landed, program) =>
          sink?.finish({
            study,
            program,
            complete: String(landed === tasks),
            columns: JSON.stringify(Object.fromEntries(columns.map(({ name, unit }) => [name, unit]))),
          }),
        discard: async () => sink?.discard(),
      };
    },
  };
}

function prepareStudy(text: string, where: string): Prepared {
  const study = readStudy(text, where);
  const tasks = tasksOfStudy(study);
  return {
    kind: study.kind,
    title: study.title,
    task: studyTask,
    input: { study, files: ensembleFiles(readerOf()) },
    tasks,
    places: 1,
    seed: study.seed,
    study: `${JSON.stringify(study, null, 2)}\n`,
    collector: (out) => {
      const ending = endingOf(out, [".json", ".csv"]);
      const blocks: Parameters<typeof studyFromBlocks>[1][number][] = [];
      const result = () => studyFromBlocks(study, blocks);
      const part = (landed: number) =>
        landed === tasks
          ? ""
          : `A part: ${landed} of ${tasks} blocks of draws have landed; the ranges are those of the draws that are there and will still move.\n`;
      return {
        take: (block) => void blocks.push(block as (typeof blocks)[number]),
        text: (landed) => (blocks.length === 0 ? part(landed) : `${studyTable(result())}${part(landed)}`),
        json: (landed) => ({ ...(studyJson(result()) as object), ...(landed === tasks ? {} : { complete: false }) }),
        finish: async () => {
          if (out !== undefined)
            await writeWhole(
              out,
              ending === ".csv" ? drawRows(result()).map(csvLine).join("") : `${JSON.stringify(studyJson(result()))}\n`,
            );
        },
        discard: async () => undefined,
      };
    },
  };
}
