import { spawnSync } from "node:child_process";
import { join } from "node:path";

// The long campaigns are the suite's own tests with more rounds, so that one code is tried in both.
const root = join(import.meta.dirname, "..", "..");
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");

type Campaign = { readonly what: string; readonly run: readonly { files: readonly string[]; variable: string }[] };

const register = "packages/register/src";
/** By option: `npm run bench register -- --kills 200`. */
export const campaigns: Readonly<Record<string, Campaign>> = {
  kills: {
    what: "kill -9 in the middle of concurrent writes, and of an import",
    run: [{ files: [`${register}/durability.test.ts`], variable: "COUNTERWEIGHT_KILLS" }],
  },
  cuts: {
    what: "power cuts: unflushed tails lost, pages torn",
    run: [{ files: [`${register}/powerCut.test.ts`], variable: "COUNTERWEIGHT_CUTS" }],
  },
  fuzz: {
    what: "nonsense sent to every endpoint, and damaged files in every format",
    run: [
      { files: ["apps/server/src/fuzz.test.ts"], variable: "COUNTERWEIGHT_FUZZ" },
      {
        files: [
          "packages/cases/src/formats/fuzz.test.ts",
          "apps/cli/src/cases/files.fuzz.test.ts",
          "apps/cli/src/cases/parquet.fuzz.test.ts",
        ],
        variable: "FUZZ",
      },
    ],
  },
  full: {
    what: "full disks: of the database, its journal, the keys and a backup's target",
    run: [{ files: [`${register}/fullDisk.test.ts`], variable: "COUNTERWEIGHT_FULL" }],
  },
};

/** Runs one campaign of so many rounds; true where all of it held. */
export function runCampaign(name: string, rounds: number): boolean {
  const { what, run } = campaigns[name] as Campaign;
  return run.every(({ files, variable }) => {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, [vitest, "run", ...files], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, [variable]: String(rounds) },
    });
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    process.stdout.write(
      `${name} ${rounds}, ${files.join(", ")}: ${status === 0 ? "held" : "BROKE"}, ${seconds} s (${what})\n`,
    );
    return status === 0;
  });
}
