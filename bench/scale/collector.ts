import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetSink } from "../../apps/cli/src/run/parquet.ts";

// In a process of its own: writes so many rows as chunks land, and says the most memory it ever held, in MB.
const rows = Number(process.argv[2]);
const file = join(tmpdir(), `collector-${process.pid}.parquet`);
const sink = parquetSink(file, [
  { name: "draw", type: "INT32" },
  { name: "value", type: "DOUBLE" },
]);
const chunk = 50_000;
for (let from = 0; from < rows; from += chunk) {
  // A new pair of arrays each time, as results arrive from the database.
  const columns = [new Float64Array(chunk), new Float64Array(chunk)];
  for (let row = 0; row < chunk; row++) {
    (columns[0] as Float64Array)[row] = (from + row) % 8192;
    (columns[1] as Float64Array)[row] = Math.sqrt(from + row);
  }
  sink.add(columns);
  // What is no longer needed is collected now and then, so that the most memory is what the sink holds, not what waits for collection.
  if (from % (chunk * 20) === 0) {
    globalThis.gc?.();
    await new Promise((turn) => setImmediate(turn));
  }
}
await sink.finish({});
rmSync(file);
process.stdout.write(JSON.stringify({ rows: sink.rows(), mostMegabytes: process.resourceUsage().maxRSS / 1024 }));
