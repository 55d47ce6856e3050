import type { Region, Sector, Structure } from "@counterweight/evidence";
import { blocksOfStudy, drawRows, type Study, type StudyOutcomeKey, type StudyPolicy } from "@counterweight/policy";
import type { places } from "../data/firstViewOf.ts";
import { makePool, type Pool, type WorkerLike } from "./pool.ts";
import { drawTableOf, type PolicyAnswer, summaryOf, type WholeBlock } from "./summary.ts";
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
    const all = jobsOf(request);
    if (onQuick === undefined) return summaryOf(request, await runBlocks(all, "settled", signal));
    const quick = await runBlocks(all, "quick", signal);
    const open = [...quick.keys()].filter((index) => (quick[index] as WholeBlock).open > 0);
    const first = summaryOf(request, quick);
    if (open.length === 0) return first;
    await onQuick(first);
    signal?.throwIfAborted();
    const finer = await runBlocks(
      open.map((index) => all[index] as BlockJob),
      "settled",
      signal,
    );
    return summaryOf(
      request,
      quick.map((answer, index) => finer[open.indexOf(index)] ?? answer),
    );
  },
  /** Every draw of a study with one policy, as `counterweight study FILE.json --csv` writes them. */
  draws: async (study: Study): Promise<(string | number)[][]> => {
    const policy = study.policies[0] ?? { levers: {} };
    return drawRows(drawTableOf(study, await runBlocks(jobsOf({ ...study, policy, courses: [] }), "settled")));
  },
};

type BlockJob = { readonly input: Omit<BlockTask, "accuracy" | "bare">; readonly home: number };

function jobsOf(request: PolicyRequest): BlockJob[] {
  const { region, sectors, structures, seed, years, policy, courses } = request;
  const blocks = blocksOfStudy(request);
  const place = { region, sectors };
  return structures.flatMap((structure, row) =>
    blocks.map(({ start, count }, index) => ({
      input: { place, structure, seed, years, start, count, policy, courses },
      home: row * blocks.length + index,
    })),
  );
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
