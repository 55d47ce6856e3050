import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** Runs each step in turn in the repository's root, names it, and stops at the first that fails. */
export function runSteps(steps: readonly { name: string; command: string; args: string[] }[]): void {
  for (const { name, command, args } of steps) {
    const started = Date.now();
    process.stdout.write(`\n— ${name}\n`);
    const local = join(root, "node_modules", ".bin", command);
    const { status } = spawnSync(existsSync(local) ? local : command, args, { cwd: root, stdio: "inherit" });
    if (status !== 0) {
      process.stdout.write(`✗ ${name} failed\n`);
      process.exit(status ?? 1);
    }
    process.stdout.write(`✓ ${name}, ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  }
}
