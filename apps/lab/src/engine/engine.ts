import type { Region, Sector, Structure } from "@counterweight/evidence";
import { blocksOfStudy, drawRows, type Study, type StudyOutcomeKey, type StudyPolicy } from "@counterweight/policy";
import type { places } from "../data/firstViewOf.ts";
import { makePool, type Pool, type WorkerLike } from "./pool.ts";
import { drawTableOf, type PolicyAnswer, type StructureAnswer, summaryOf, type WholeBlock } from "./summary.ts";
import type { BlockAnswer, BlockTask, TaskInput, TaskName, TaskResult, WithoutPolicy } from "./tasks.ts";

export type PolicyRequest = {
  readonly region: Region | "World";
  readonly sectors: readonly Sector[];
  readonly structures: readonly Structure[];
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
  readonly policy: Pick<StudyPolicy, "levers" | "sectors">;
  /** Outcomes to follow year by year. */
  readonly courses: readonly StudyOutcomeKey[];
};

let pool: Pool | undefined;

/** At least two workers where the machine has two cores, at most four: more only heat a laptop. */
function workers(): Pool {
  pool ??= makePool(
    Math.min(4, Math.max(2, navigator.hardwareConcurrency || 2)),
    () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }) as unknown as WorkerLike,
  );
  return pool;
}

async function ask<Name extends TaskName>(task: Name, input: TaskInput<Name>): Promise<TaskResult<Name>> {
  const [result] = await workers().run([{ task, input, home: 0 }]);
  return result as TaskResult<Name>;
}

/** One typed door to everything that is computed; whoever calls need not know that there are workers. */
export const engine = {
  industry: (region: (typeof places)[number]) => ask("industry", region),
  money: (region: (typeof places)[number]) => ask("money", region),
  /**
   * A policy in every structure, with bands. The same request gives the same digits, whatever the number of workers. With
   * `onQuick` the picture comes first, from one pass of quarter-year steps; then the draws it left open are run again in
   * finer steps, and the answer is settled: the digits of `counterweight study`.
   */
  policy: async (
    request: PolicyRequest,
    signal?: AbortSignal,
    onQuick?: (answer: PolicyAnswer) => void | Promise<void>,
  ): Promise<PolicyAnswer> => {
    const answerOf = (parts: readonly Part[]): PolicyAnswer => ({
      years: request.years,
      settled: parts.every(({ blocks }) => blocks.every(({ open }) => open === 0)),
      structures: parts.map(({ summary }) => summary),
    });
    // Theory by theory: the quantiles of the first are taken while the workers run the others.
    const run = (accuracy: BlockTask["accuracy"]) =>
      Promise.all(request.structures.map((structure) => runStructure(request, structure, accuracy, signal)));
    if (onQuick === undefined) return answerOf(await run("settled"));
    const quick = await run("quick");
    const first = answerOf(quick);
    if (first.settled) return first;
    await onQuick(first);
    signal?.throwIfAborted();
    return answerOf(await Promise.all(quick.map((part) => settle(request, part, signal))));
  },
  /** Every draw of a study with one policy, as `counterweight study FILE.json --csv` writes them. */
  draws: async (study: Study): Promise<(string | number)[][]> => {
    const policy = study.policies[0] ?? { levers: {} };
    return drawRows(
      drawTableOf(
        study,
        await runBlocks(
          study.structures.flatMap((structure) => jobsOf({ ...study, policy, courses: [] }, structure)),
          "settled",
        ),
      ),
    );
  },
};

type BlockJob = { readonly input: Omit<BlockTask, "accuracy" | "bare">; readonly home: number };

type Part = { readonly blocks: readonly WholeBlock[]; readonly summary: StructureAnswer };

async function runStructure(
  request: PolicyRequest,
  structure: Structure,
  accuracy: BlockTask["accuracy"],
  signal?: AbortSignal,
): Promise<Part> {
  const blocks = await runBlocks(jobsOf(request, structure), accuracy, signal);
  signal?.throwIfAborted();
  return { blocks, summary: summaryOf(structure, request, blocks) };
}

/** Runs the blocks again that a quick pass left open; a theory without any stays as it is. */
async function settle(request: PolicyRequest, part: Part, signal?: AbortSignal): Promise<Part> {
  const { structure } = part.summary;
  const jobs = jobsOf(request, structure);
  const open = [...jobs.keys()].filter((index) => (part.blocks[index]?.open ?? 0) > 0);
  if (open.length === 0) return part;
  const finer = await runBlocks(
    open.map((index) => jobs[index] as BlockJob),
    "settled",
    signal,
  );
  const blocks = part.blocks.map((block, index) => finer[open.indexOf(index)] ?? block);
  return { blocks, summary: summaryOf(structure, request, blocks) };
}

function jobsOf(request: PolicyRequest, structure: Structure): BlockJob[] {
  const { region, sectors, structures, seed, years, policy, courses } = request;
  const blocks = blocksOfStudy(request);
  const place = { region, sectors };
  return blocks.map(({ start, count }, index) => ({
    input: { place, structure, seed, years, start, count, policy, courses },
    home: structures.indexOf(structure) * blocks.length + index,
  }));
}

/** What happens without a policy, by block, for the place, seed and years last asked about. */
let without: { readonly key: string; readonly blocks: Map<string, WithoutPolicy> } | undefined;

async function runBlocks(
  jobs: readonly BlockJob[],
  accuracy: BlockTask["accuracy"],
  signal?: AbortSignal,
): Promise<WholeBlock[]> {
  const first = jobs[0]?.input;
  const key = JSON.stringify([first?.place, first?.seed, first?.years]);
  if (without?.key !== key) without = { key, blocks: new Map() };
  const known = without.blocks;
  const nameOf = ({ input: { structure, start, count } }: BlockJob) => `${structure} ${start} ${count}`;
  const orders = jobs.map((job) => ({
    task: "block",
    input: { ...job.input, accuracy, bare: known.has(nameOf(job)) },
    home: job.home,
  }));
  const answers = (await workers().run(orders, signal)) as BlockAnswer[];
  return answers.map((answer, index) => {
    const name = nameOf(jobs[index] as BlockJob);
    if (answer.without !== undefined) known.set(name, answer.without);
    return { ...answer, without: known.get(name) as WithoutPolicy };
  });
}
