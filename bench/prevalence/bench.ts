import { readerOf } from "@counterweight/evidence/files";
import { exampleTable, type ListTable, readTable } from "@counterweight/prevalence";
import { acceleration } from "../../packages/prevalence/src/bootstrap/bca.ts";
import type { Procedure } from "../../packages/prevalence/src/bootstrap/procedure.ts";
import { bootstrapChunk, jackknife } from "../../packages/prevalence/src/bootstrap/resample.ts";
import { rankByBic } from "../../packages/prevalence/src/choose/bic.ts";
import { chooseStepwise } from "../../packages/prevalence/src/choose/stepwise.ts";
import { Chain } from "../../packages/prevalence/src/classes/chain.ts";
import { Cells } from "../../packages/prevalence/src/fit/cells.ts";
import { Fitter } from "../../packages/prevalence/src/fit/fitter.ts";
import { graphPosterior } from "../../packages/prevalence/src/graphs/posterior.ts";
import { enumerateModels } from "../../packages/prevalence/src/model/enumerate.ts";
import { bayesianThreshold } from "../../packages/prevalence/src/threshold/threshold.ts";
import { peerBeside } from "./peer.ts";
import { refits } from "./refits.ts";

// CPU seconds of one core, beside what the peers' own runs took on a machine of this kind (two cores at 2.5 GHz, R 4.2.2;
// MultipleSystemsEstimation 1.2.0, Rcapture 1.4-4, dga 2.0.2, LCMCR 0.4.14, the paper's script for thresholding).
const read = readerOf();
const table = (id: string): ListTable => readTable(exampleTable(read, id)).table;
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

type Case = {
  readonly name: string;
  readonly work: string;
  readonly peer: number | undefined;
  readonly target: string;
  readonly meets: (seconds: number) => boolean;
  /** What the peer prints for the same work. */
  readonly answer: string;
  readonly runs: number;
  readonly run: () => string;
};

const stepwise: Procedure = { kind: "stepwise", threshold: 0.02 };

function bca(id: string): string {
  const one = table(id);
  bootstrapChunk({ table: one, procedure: stepwise, seed: 1234, replicates: 200, chunkSize: 200 }, 0);
  return acceleration(one.counts, jackknife(one, stepwise)).toPrecision(9);
}

function best(id: string, order: number): string {
  const one = table(id);
  const ranked = rankByBic(Cells.of(one), new Fitter(one.lists.length), enumerateModels(one.lists.length, order));
  return `${(ranked[0]?.estimate ?? Number.NaN).toFixed(7)} of ${ranked.length}`;
}

function bicBootstrap(top: number): string {
  const one = table("uk-2013-5");
  const models = rankByBic(Cells.of(one), new Fitter(5), enumerateModels(5)).map(({ model }) => model);
  const chunk = bootstrapChunk(
    {
      table: one,
      procedure: { kind: "bic", models: models.slice(0, top) },
      seed: 1234,
      replicates: 1000,
      chunkSize: 1000,
    },
    0,
  );
  return `median ${[...chunk.estimates].sort((a, b) => a - b)[500]?.toFixed(0)}, ${Object.keys(chunk.models).length} models`;
}

const times = (peer: number, factor: number) => (seconds: number) => peer / seconds >= factor;
const under = (most: number) => (seconds: number) => seconds < most;

const cases: readonly Case[] = [
  {
    name: "stepwise-uk-6",
    work: "50 stepwise fits, six lists",
    peer: 16.43,
    target: "faster",
    meets: times(16.43, 1),
    answer: "11417.9910915",
    runs: 5,
    run: () => {
      const cells = Cells.of(table("uk-2013-6"));
      const fitter = new Fitter(6);
      for (let repeat = 0; repeat < 50; repeat++) chooseStepwise(cells, fitter, 0.02);
      return (cells.people + fitter.unseen).toFixed(7);
    },
  },
  {
    name: "bca200-korea-3",
    work: "BCa, 200 replicates, choice repeated",
    peer: 2.8,
    target: "faster",
    meets: times(2.8, 1),
    answer: "-0.0287733799",
    runs: 5,
    run: () => bca("korea-3"),
  },
  {
    name: "bca200-uk-5",
    work: "BCa, 200 replicates, choice repeated",
    peer: 24.0,
    target: "500 times",
    meets: times(24, 500),
    answer: "-0.0121810814",
    runs: 7,
    run: () => bca("uk-2013-5"),
  },
  {
    name: "bca200-uk-6",
    work: "BCa, 200 replicates, choice repeated",
    peer: 64.2,
    target: "500 times",
    meets: times(64.2, 500),
    answer: "-0.0128711648",
    runs: 7,
    run: () => bca("uk-2013-6"),
  },
  {
    name: "bic-all-uk-5",
    work: "6,893 models checked, fitted, ranked",
    peer: 31.9,
    target: "under 0.3 s",
    meets: under(0.3),
    answer: "25311.2906125 of 6893",
    runs: 5,
    run: () => best("uk-2013-5", 4),
  },
  {
    name: "existence-western-5",
    work: "existence and rank of 6,893 models",
    peer: 10.2,
    target: "faster",
    meets: times(10.2, 1),
    answer: "3375",
    runs: 3,
    run: () => {
      const cells = Cells.of(table("us-western-5"));
      const fitter = new Fitter(5);
      return String(enumerateModels(5).filter((model) => fitter.fit(cells, model) === 0).length);
    },
  },
  {
    name: "rcapture-all-uk-5",
    work: "1,024 pair models",
    peer: 9.39,
    target: "faster",
    meets: times(9.39, 1),
    answer: "22991.3313142 of 1024",
    runs: 3,
    run: () => best("uk-2013-5", 2),
  },
  {
    name: "bic-uk-6",
    work: "32,768 pair models",
    peer: 202,
    target: "under 3 s",
    meets: under(3),
    answer: "12349.5869536 of 32768",
    runs: 3,
    run: () => best("uk-2013-6", 2),
  },
  {
    name: "bic-bootstrap-100",
    work: "best 100 models x 1,000 replicates",
    peer: undefined,
    target: "under 3 s",
    meets: under(3),
    answer: "",
    runs: 3,
    run: () => bicBootstrap(100),
  },
  {
    name: "bic-bootstrap-all",
    work: "6,893 models x 1,000 replicates",
    peer: undefined,
    target: "under 180 s (90 on two cores)",
    meets: under(180),
    answer: "",
    runs: 1,
    run: () => bicBootstrap(6893),
  },
  {
    name: "dga-uk-5",
    work: "822 graphs x 27,440 totals",
    peer: 2.6,
    target: "under 0.3 s",
    meets: under(0.3),
    answer: "20228.4484004",
    runs: 5,
    run: () => graphPosterior(table("uk-2013-5"), { mostUnseen: 27_440 }).mean.toFixed(7),
  },
  {
    name: "lcmcr-uk-5",
    work: "100,500 Gibbs sweeps, 10 classes",
    peer: 1.82,
    target: "3 times",
    meets: times(1.82, 3),
    answer: "about 19821 (random)",
    runs: 5,
    run: () => {
      const chain = new Chain(
        {
          table: table("uk-2013-5"),
          seed: 1,
          classes: 10,
          shape: 0.25,
          rate: 0.25,
          burnIn: 0,
          samples: 0,
          thin: 0,
          cap: 20,
        },
        0,
      );
      chain.warmUp();
      let sum = 0;
      for (let sweep = 0; sweep < 100_000; sweep++) {
        chain.sweep(true);
        sum += chain.unseen;
      }
      return `${(2744 + sum / 100_000).toFixed(0)} (random)`;
    },
  },
  {
    name: "bayesthresh-uk-5",
    work: "two runs of 110,000 Metropolis steps",
    peer: 6.67,
    target: "faster",
    meets: times(6.67, 1),
    answer: "12387.66 (random)",
    runs: 3,
    run: () => `${bayesianThreshold(table("uk-2013-5"), { seed: 1 })?.quantile(0.5).toFixed(2)} (random)`,
  },
];

const line = (cells: readonly string[]) =>
  process.stdout.write(
    `${cells.map((cell, column) => cell.padEnd([20, 40, 9, 9, 8, 9, 30, 9][column] ?? 0)).join(" ")}\n`,
  );
line(["case", "work", "first s", "median s", "peer s", "ratio", "target", "met"]);
for (const one of cases) {
  const taken: number[] = [];
  let answer = "";
  for (let repeat = 0; repeat < one.runs; repeat++) {
    const began = cpu();
    answer = one.run();
    taken.push(cpu() - began);
  }
  const median = [...taken].sort((a, b) => a - b)[Math.floor(taken.length / 2)] ?? Number.NaN;
  const ratio = one.peer === undefined ? "" : `${(one.peer / median).toFixed(0)}x`;
  line([
    one.name,
    one.work,
    (taken[0] ?? 0).toFixed(4),
    median.toFixed(4),
    String(one.peer ?? ""),
    ratio,
    one.target,
    one.meets(median) ? "yes" : "NO",
  ]);
  process.stdout.write(`${" ".repeat(21)}answer ${answer}${one.answer === "" ? "" : `, the peer's ${one.answer}`}\n`);
}
process.stdout.write(
  "\n'first' includes compiling the code on first use; the median is what a page or a server sees after that.\n\n",
);
refits(table("uk-2013-6"));
peerBeside();
