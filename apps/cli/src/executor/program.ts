import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import packageFile from "../../package.json" with { type: "json" };

/** Packages whose code decides the digits of a run; data travel with each run's input. */
const deciding = ["decisions", "evidence", "kernel", "law", "market", "policy", "prevalence"];

/**
 * Version of the program with a fingerprint of the code that decides the digits: two checkouts of one version that differ in a
 * formula must not work on one run.
 */
export function programVersion(): string {
  const packages = join(import.meta.dirname, "..", "..", "..", "..", "packages");
  const hash = createHash("sha256");
  for (const name of deciding) {
    const folder = join(packages, name, "src");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|json)$/.test(file) && !/\.test\.ts$|(^|[/\\])(testing|fixtures)[/\\]/.test(file))
      .map((file) => file.replaceAll("\\", "/"))
      .sort();
    for (const file of files) hash.update(`${name}/${file}\n`).update(readFileSync(join(folder, file)));
  }
  return `${packageFile.version}+${hash.digest("hex").slice(0, 10)}`;
}
