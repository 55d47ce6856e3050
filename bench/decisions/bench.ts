import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { evppi, freeWeights, prim, smaa, sobolIndices } from "@counterweight/decisions";
import { gradientMachine, interpreter, lower, sobolPoints, stream } from "@counterweight/kernel";
import { marketModel } from "@counterweight/market";

/** Decision analysis on one core, against the limits of the design and, where Python has them, numpy and scipy in this run. */

type Result = {
  readonly name: string;
  readonly seconds: number;
  readonly limit?: number;
  readonly peer?: [string, number | undefined];
};

/** CPU seconds, the best of some runs after two to warm up. */
function best(work: () => void, runs = 5): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = -2; run < runs; run++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    if (run >= 0) least = Math.min(least, (user + system) / 1e6);
  }
  return least;
}

const source = stream(1, "bench");
const column = (count: number) => Float64Array.from({ length: count }, () => source.uniform());
const columns = (howMany: number, count: number) => Array.from({ length: howMany }, () => column(count));

function peers(): Partial<Record<"points" | "smaa" | "smaaRanks", number>> {
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const run = spawnSync("python3", [join(import.meta.dirname, "peers.py")], { encoding: "utf8", env });
  return run.status === 0 ? (JSON.parse(run.stdout) as Partial<Record<"points" | "smaa" | "smaaRanks", number>>) : {};
}

function indices(): Result {
  const count = 131_072;
  const [a, b, ...ab] = columns(10, count) as [Float64Array, Float64Array, ...Float64Array[]];
  return {
    name: "Sobol' indices, N = 131,072, 8 inputs, 100 bootstraps (SALib, quoted: 31.5 s)",
    seconds: best(() => sobolIndices({ a, b, ab }, { resamples: 100 })),
    limit: 1,
  };
}

function boxes(): Result {
  const inputs = columns(8, 100_000);
  const [u, , , x] = inputs as [Float64Array, Float64Array, Float64Array, Float64Array];
  const target = u.map((value, row) =>
    value > 0.2 && value < 0.5 && (x[row] ?? 0) > 0.6 && source.uniform() < 0.9 ? 1 : 0,
  );
  return {
    name: "PRIM, 10^5 x 8 (EMA Workbench, quoted: 5.0 s)",
    seconds: best(() => prim(inputs, target, { boxes: 1 })),
    limit: 0.4,
  };
}

function information(): Result {
  const parameters = columns(8, 100_000);
  const noise = columns(4, 100_000);
  const netBenefit = noise.map((one, option) =>
    one.map((value, draw) => value + option * ((parameters[option]?.[draw] ?? 0) - 0.5)),
  );
  return {
    name: "EVPPI, 8 parameters x 4 options x 10^5 (mgcv, quoted: 51.6 s)",
    seconds: best(() => parameters.forEach((parameter) => evppi(parameter, netBenefit))),
    limit: 0.1,
  };
}

function weights(peer: ReturnType<typeof peers>): Result[] {
  const measured = Array.from({ length: 12 }, () => columns(6, 100_000));
  return [
    {
      name: "SMAA-2, 12 x 6 x 10^5, ranks, central weights and confidence",
      seconds: best(() => smaa(measured, freeWeights(6), 100_000)),
      limit: 0.23,
      peer: ["numpy", peer.smaa],
    },
    {
      name: "SMAA-2, the same without confidence",
      seconds: best(() => smaa(measured, freeWeights(6), 100_000, 1, { confidence: false })),
      limit: 0.23,
      peer: ["numpy", peer.smaaRanks],
    },
  ];
}

function points(peer: ReturnType<typeof peers>): Result {
  return {
    name: "Sobol' points, scrambled, 2^20 x 8",
    seconds: best(() => sobolPoints({ dimensions: 8, count: 2 ** 20, seed: 1 })),
    limit: 0.1,
    peer: ["scipy", peer.points],
  };
}

/** What a gradient by every input costs, in runs of the market model. */
function gradients(): string {
  const program = lower(marketModel, { segments: 3, scheme: "default", outputs: ["personYears"] });
  const forward = interpreter(program);
  const both = gradientMachine(program);
  for (const machine of [forward, both])
    program.inputs.forEach((name, i) => (machine.inputs[i] = name === "dt" ? 0.25 : 0.5));
  const one = best(() => forward.run(12_000));
  const two = best(() => both.run(12_000, [1, 1, 1]));
  return `gradient by all ${program.inputs.length} inputs of the market model: ${(two / one).toFixed(1)} runs`;
}

const peer = peers();
let missed = 0;
for (const { name, seconds, limit, peer: other } of [
  indices(),
  boxes(),
  information(),
  ...weights(peer),
  points(peer),
]) {
  const within = limit === undefined || seconds <= limit;
  const against =
    other === undefined
      ? ""
      : other[1] === undefined
        ? `, ${other[0]} not present`
        : `, ${other[0]} ${other[1].toFixed(3)} s, ratio ${(seconds / other[1]).toFixed(2)}`;
  const bound = limit === undefined ? "" : `, ${within ? "within" : "OVER"} ${limit} s`;
  if (!within && !(other?.[1] !== undefined && seconds <= other[1])) missed++;
  process.stdout.write(`${name}: ${seconds.toFixed(3)} s CPU${bound}${against}\n`);
}
process.stdout.write(`${gradients()}\n`);
process.exitCode = missed > 0 ? 1 : 0;
