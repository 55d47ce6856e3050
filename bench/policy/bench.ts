// How long the whole comparison takes: every measure x three theories x draws, on one thread and on two, same digits.
import { createHash } from "node:crypto";
import { readerOf } from "@counterweight/evidence/files";
import {
  type Ensemble,
  ensembleFiles,
  interventionsFile,
  parseInterventions,
  placeNamed,
  simulateEnsemble,
  single,
} from "@counterweight/policy";
import { threads } from "../../apps/cli/src/executor/threads.ts";

const draws = Number(process.argv[2] ?? 256);
const read = readerOf();
const catalogue = parseInterventions(read(interventionsFile));
const request = {
  place: placeNamed("World"),
  structures: ["D", "S", "E"] as const,
  policies: catalogue.map(single),
  catalogue,
  draws,
  seed: 1,
  years: 10,
  files: ensembleFiles(read),
};
const runs = (catalogue.length + 1) * 3 * draws;

function digest(ensemble: Ensemble): string {
  const hash = createHash("sha256");
  for (const { data } of ensemble.parts) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return hash.digest("hex").slice(0, 16);
}

const seen: string[] = [];
for (const workers of [1, 2]) {
  const executor = threads(workers);
  const started = performance.now();
  const ensemble = await simulateEnsemble(request, { executor });
  const seconds = (performance.now() - started) / 1000;
  await executor.close();
  seen.push(digest(ensemble));
  console.log(
    `${workers} thread${workers > 1 ? "s" : ""}: ${runs} runs of ten years and five segments in ${seconds.toFixed(1)} s, ${Math.round(runs / seconds)} a second; 1,024 draws would take ${((seconds * 1024) / draws).toFixed(0)} s (budget 60 s)`,
  );
}
console.log(seen[0] === seen[1] ? `same digits with one and two threads (${seen[0]})` : "DIFFERENT DIGITS");
if (seen[0] !== seen[1]) process.exitCode = 1;
