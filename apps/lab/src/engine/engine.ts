import type { Region, Sector, Structure } from "@counterweight/evidence";
import { blocksOfStudy, drawRows, type Study, type StudyOutcomeKey, type StudyPolicy } from "@counterweight/policy";
import type { places } from "../data/firstViewOf.ts";
import { makePool, type Pool, type WorkerLike } from "./pool.ts";
import { drawTableOf, type PolicyAnswer, summaryOf } from "./summary.ts";
import type { BlockAnswer, BlockTask, TaskInput, TaskName, TaskResult } from "./tasks.ts";

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
  /** A policy in every structure, with bands. The same request gives the same digits, whatever the number of workers. */
  policy: async (request: PolicyRequest, signal?: AbortSignal): Promise<PolicyAnswer> =>
    summaryOf(request, await blocksOf(request, signal)),
  /** Every draw of a study with one policy, as `counterweight study FILE.json --csv` writes them. */
  draws: async (study: Study): Promise<(string | number)[][]> => {
    const policy = study.policies[0] ?? { levers: {} };
    return drawRows(drawTableOf(study, await blocksOf({ ...study, policy, courses: [] })));
  },
};

async function blocksOf(request: PolicyRequest, signal?: AbortSignal): Promise<BlockAnswer[]> {
  const { region, sectors, structures, seed, years, policy, courses } = request;
  const blocks = blocksOfStudy(request);
  const jobs = structures.flatMap((structure, row) =>
    blocks.map(({ start, count }, index) => {
      const place = { region, sectors };
      const input: BlockTask = { place, structure, seed, years, start, count, policy, courses };
      return { task: "block", input, home: row * blocks.length + index };
    }),
  );
  return (await workers().run(jobs, signal)) as BlockAnswer[];
}
