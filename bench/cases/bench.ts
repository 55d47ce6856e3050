import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  classify,
  generateRecords,
  readCsv,
  readCtdc,
  readHtcds,
  readStandards,
  tabulate,
  validateRecord,
  writeCsv,
  writeCtdc,
  writeHtcds,
} from "@counterweight/cases";
import Papa from "papaparse";

// How fast are case files read, checked and classified? The lower bound is the CSV parser alone on the same text: what
// stands above it is the price of codes, validation and loss reports. The register adds its own price (bench/register).
const count = Number(process.argv[2] ?? 50_000);
const standards = readStandards((path) => readFileSync(join(import.meta.dirname, "../../data", path), "utf8"));

function time<Result>(work: () => Result): { readonly seconds: number; readonly result: Result } {
  globalThis.gc?.();
  // CPU time of this process, so that a busy machine does not change the answer.
  const started = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(started);
  return { seconds: (user + system) / 1e6, result };
}

const line = (name: string, seconds: number, note = "") =>
  process.stdout.write(
    `${name.padEnd(34)} ${seconds.toFixed(2).padStart(7)} s ${Math.round(count / seconds)
      .toLocaleString("en")
      .padStart(9)} records/s  ${note}\n`,
  );

process.stdout.write(`${count.toLocaleString("en")} invented records, seed 1\n`);
for (const format of ["htcds", "ctdc"] as const) {
  const made = time(() => generateRecords(standards, { count, seed: 1, shape: format }));
  line(`generate, ${format}`, made.seconds);
  const written = time(() =>
    writeCsv((format === "htcds" ? writeHtcds(standards, made.result) : writeCtdc(standards, made.result, "27")).table),
  );
  const text = written.result;
  line(`write ${format} with loss report`, written.seconds, `${(text.length / 1e6).toFixed(1)} MB`);
  const bound = time(() => Papa.parse<string[]>(text, { skipEmptyLines: true }).data.length);
  line(`parse CSV alone (lower bound)`, bound.seconds);
  const read = time(() => (format === "htcds" ? readHtcds : readCtdc)(standards, readCsv(text)));
  if (read.result.records.length !== count) throw new Error(`${read.result.records.length} of ${count} came back`);
  line(
    `read ${format}: parse, map, validate`,
    read.seconds,
    `${(read.seconds / bound.seconds).toFixed(1)} x the lower bound`,
  );
  const { records } = read.result;
  line(
    "validate alone",
    time(() => records.filter((record) => validateRecord(standards, record).length > 0).length).seconds,
  );
  line(
    "classify by the protocol",
    time(() => records.filter((record) => classify(standards, record).outcome === "trafficking").length).seconds,
  );
  line("table by means", time(() => tabulate(standards, records, ["means"])).seconds);
}
