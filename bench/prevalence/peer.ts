import { spawnSync } from "node:child_process";

/** Runs the peer's own stepwise fits where R and its package are installed; says so where they are not. */
export function peerBeside(): void {
  const script = `if (!requireNamespace("MultipleSystemsEstimation", quietly = TRUE)) quit(status = 3)
    library(MultipleSystemsEstimation); data(UKdat)
    t <- system.time(for (i in 1:50) r <- estimate_population_stepwise(UKdat, pthresh = 0.02))
    cat(t[["user.self"]] + t[["sys.self"]])`;
  const run = spawnSync("Rscript", ["-e", script], { encoding: "utf8" });
  if (run.error !== undefined)
    process.stdout.write("peer beside: R is not present; the recorded seconds above are compared\n");
  else if (run.status === 3)
    process.stdout.write("peer beside: R has no MultipleSystemsEstimation; the recorded seconds above are compared\n");
  else if (run.status === 0)
    process.stdout.write(
      `peer beside: 50 stepwise fits of six lists took R ${run.stdout.trim()} CPU seconds in this run\n`,
    );
  else process.stdout.write(`peer beside: R could not run it: ${run.stderr.trim().split("\n").at(-1) ?? ""}\n`);
}
