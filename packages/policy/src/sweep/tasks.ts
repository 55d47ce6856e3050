import { openEvidence } from "@counterweight/evidence";
import { quantile, sobolPoints } from "@counterweight/kernel";
import { type LeverName, levers } from "../catalogue/levers.ts";
import { type Columns, drawParameters } from "../ensemble/draw.ts";
import { type LeverColumns, type OutcomeColumns, type Runner, runnerFor } from "../ensemble/runner.ts";
import { isShare, leversOf, placeOfTask, policiesPerTask, sweepColumns, sweepOutcomes } from "./rows.ts";
import { type Sweep, sweepBlock } from "./sweep.ts";

/** What a worker needs: the sweep, and the texts of the data package it cannot read itself. */
export type SweepInput = { readonly sweep: Sweep; readonly files: Readonly<Record<string, string>> };

/** Rows of the sweep's table, one array a column, in the order of `sweepColumns`. */
export type SweepRows = readonly Float64Array[];

type Block = { readonly columns: Columns; readonly without: OutcomeColumns };
type Ready = { readonly runner: Runner; readonly blocks: readonly Block[] };

/** The draws are the same for all policies, so each worker draws them once a region and structure. */
const ready = new WeakMap<SweepInput, Map<string, Ready>>();

/** Scrambling of the policies' sequence, apart from the draws'. */
const policyScrambling = 1_000_000;

function prepare(input: SweepInput, region: number, structure: number): Ready {
  const known = ready.get(input) ?? new Map<string, Ready>();
  ready.set(input, known);
  const key = `${region} ${structure}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const { sweep, files } = input;
  const evidence = openEvidence((path) => files[path] ?? "");
  const place = { region: sweep.regions[region] ?? "World", sectors: sweep.sectors };
  const theory = sweep.structures[structure] ?? "D";
  const runner = runnerFor(theory, sweep.sectors, sweep.years, sweepBlock);
  const nowhere = sweep.sectors.map(() => false);
  const blocks = Array.from({ length: Math.ceil(sweep.draws / sweepBlock) }, (_, block): Block => {
    const start = block * sweepBlock;
    const count = Math.min(sweepBlock, sweep.draws - start);
    const columns = drawParameters({ evidence, place, structure: theory, seed: sweep.seed, start, count });
    runner.load(columns);
    return { columns, without: runner.run(new Map(), nowhere) };
  });
  const made = { runner, blocks };
  known.set(key, made);
  return made;
}

/** Sizes of the levers of policies `first` to `first + count - 1`, one column a lever. */
export function policySizes(sweep: Sweep, first: number, count: number): Map<LeverName, Float64Array> {
  const varied = leversOf(sweep).filter((lever) => typeof sweep.levers[lever] !== "number");
  // Always a whole task's points, a power of 2, so that the last task begins like the others.
  const points = sobolPoints({
    dimensions: varied.length,
    count: Math.max(count, policiesPerTask(sweep)),
    start: first,
    seed: sweep.seed,
    scrambling: policyScrambling,
  });
  return new Map(
    leversOf(sweep).map((lever) => {
      const size = sweep.levers[lever] ?? 0;
      if (typeof size === "number") return [lever, new Float64Array(count).fill(size)];
      const [low, high] = size;
      return [
        lever,
        (points[varied.indexOf(lever)] ?? new Float64Array(count)).slice(0, count).map((u) => low + (high - low) * u),
      ];
    }),
  );
}

/** Some policies in one region and structure over all draws: a pure function of input and index. */
export function simulateSweep(input: SweepInput, index: number): SweepRows {
  const { sweep } = input;
  const { first, count, region, structure } = placeOfTask(sweep, index);
  const { runner, blocks } = prepare(input, region, structure);
  const sizes = policySizes(sweep, first, count);
  const rows: number[][] = sweepColumns(sweep).map(() => []);
  const results = Array.from({ length: count }, () => [] as OutcomeColumns[]);
  for (const { columns } of blocks) {
    runner.load(columns);
    for (let policy = 0; policy < count; policy++)
      results[policy]?.push(
        runner.run(
          leverColumns(sizes, policy, sweep, columns.draws),
          sweep.sectors.map(() => true),
        ),
      );
  }
  for (let policy = 0; policy < count; policy++) {
    const fixed = [first + policy, region, structure];
    const own = [...sizes.values()].map((column) => column[policy] ?? Number.NaN);
    const add = (row: readonly number[]) => row.forEach((value, column) => rows[column]?.push(value));
    if (sweep.rows === "draws")
      for (const row of drawRowsOf(blocks, results[policy] ?? []))
        add([...fixed, row[0] ?? 0, ...own, ...row.slice(1)]);
    else {
      const { kept, values } = summary(blocks, results[policy] ?? []);
      add([...fixed, kept, ...own, ...values]);
    }
  }
  return rows.map((column) => Float64Array.from(column));
}

function leverColumns(
  sizes: ReadonlyMap<LeverName, Float64Array>,
  policy: number,
  { sectors }: Sweep,
  draws: number,
): LeverColumns {
  const columns = new Map<LeverName, readonly Float64Array[]>();
  for (const [lever, column] of sizes) {
    const size = column[policy] ?? levers[lever].neutral;
    if (size === levers[lever].neutral) continue;
    const filled = new Float64Array(draws).fill(size);
    columns.set(
      lever,
      sectors.map(() => filled),
    );
  }
  return columns;
}

/** Draws in which the world can start and the policy stays in the model: number, then the outcomes. */
function* drawRowsOf(blocks: readonly Block[], results: readonly OutcomeColumns[]): Generator<number[]> {
  for (const [at, { without }] of blocks.entries()) {
    const result = results[at];
    if (result === undefined) continue;
    for (let draw = 0; draw < without.valid.length; draw++)
      if (without.valid[draw] === 1 && result.valid[draw] === 1)
        yield [
          at * sweepBlock + draw,
          ...sweepOutcomes.map((key) => result[key as keyof OutcomeColumns][draw] ?? Number.NaN),
        ];
  }
}

function summary(blocks: readonly Block[], results: readonly OutcomeColumns[]): { kept: number; values: number[] } {
  const changes = sweepOutcomes.map((key) => {
    const all: number[] = [];
    blocks.forEach(({ without }, at) => {
      const result = results[at];
      if (result === undefined) return;
      const before = without[key as keyof OutcomeColumns];
      const after = result[key as keyof OutcomeColumns];
      for (let draw = 0; draw < before.length; draw++) {
        if (without.valid[draw] !== 1 || result.valid[draw] !== 1) continue;
        const [old, now] = [before[draw] ?? Number.NaN, after[draw] ?? Number.NaN];
        all.push(isShare(key) ? now / old - 1 : now - old);
      }
    });
    return Float64Array.from(all).sort();
  });
  const people = changes[0] ?? new Float64Array();
  const kept = people.length;
  const fall = people.reduce((falls, change) => falls + (change < 0 ? 1 : 0), 0) / kept;
  return {
    kept,
    values: [
      fall,
      ...changes.flatMap((sorted) => [0.05, 0.5, 0.95].map((p) => (kept === 0 ? Number.NaN : quantile(sorted, p)))),
    ],
  };
}
