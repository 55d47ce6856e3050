import { runSweepEverywhere, sweepOfChunks } from "../../apps/cli/src/testing/sweep.ts";

/** A real sweep in one process and on PostgreSQL with 1, 2 and 4 worker processes: are the Parquet files the same bytes? */
export async function compareSweep(chunks: number, say: (text: string) => void): Promise<boolean> {
  const { policies, draws, regions, structures } = sweepOfChunks(chunks);
  const modelRuns = policies * draws * regions.length * structures.length;
  say(
    `A sweep of ${policies.toLocaleString("en")} policies, ${draws} draws, ${regions.length} regions and ${structures.length} structures: ${modelRuns.toLocaleString("en")} model runs.`,
  );
  const runs = await runSweepEverywhere(chunks, [1, 2, 4], ({ name, seconds, bytes, sha256, chunks: landed }) =>
    say(
      `  ${name.padEnd(26)} ${seconds.toFixed(1).padStart(7)} s  ${landed === 0 ? "".padEnd(13) : `${landed.toLocaleString("en").padStart(6)} chunks`}  ${bytes.toLocaleString("en")} bytes  sha256 ${sha256}`,
    ),
  );
  const wanted = 4 * Math.ceil(chunks / 4);
  const same = new Set(runs.map(({ sha256 }) => sha256)).size === 1;
  const whole = runs.slice(1).every(({ chunks: landed }) => landed === wanted);
  say(same && whole ? "  The same bytes, every chunk once." : "  NOT THE SAME");
  return same && whole;
}
