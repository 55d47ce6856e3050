import { createServer, type Server } from "node:http";
import type { RunningWorker, WorkerEvent } from "@counterweight/register/jobs";

/** Counts what a worker tells, and shows it in Prometheus' text format. Numbers only: no run's name, no study. */
export type Metrics = {
  readonly take: (event: WorkerEvent) => void;
  readonly text: () => string;
};

const buckets = [0.01, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300];

export function workerMetrics(program: string, worker: () => Pick<RunningWorker, "busy"> | undefined): Metrics {
  const counts = { landed: 0, late: 0, failed: 0, away: 0, refused: 0 };
  const held = buckets.map(() => 0);
  let seconds = 0;
  const started = Date.now() / 1000;
  return {
    take: (event) => {
      counts[event.kind] += 1;
      if (event.kind !== "landed") return;
      seconds += event.seconds;
      buckets.forEach((edge, index) => {
        if (event.seconds <= edge) held[index] = (held[index] ?? 0) + 1;
      });
    },
    text: () => {
      const { user, system } = process.cpuUsage();
      const lines: string[] = [];
      const metric = (name: string, kind: string, help: string, values: readonly (readonly [string, number])[]) => {
        lines.push(`# HELP counterweight_${name} ${help}`, `# TYPE counterweight_${name} ${kind}`);
        for (const [labels, value] of values) lines.push(`counterweight_${name}${labels} ${value}`);
      };
      metric("worker_info", "gauge", "Version of the program.", [[`{program="${program}"}`, 1]]);
      metric("worker_start_seconds", "gauge", "When the worker started, Unix time.", [["", started]]);
      metric("worker_busy_chunks", "gauge", "Chunks being worked on.", [["", worker()?.busy() ?? 0]]);
      metric("chunks_total", "counter", "Chunks by what came of them.", [
        ['{outcome="landed"}', counts.landed],
        ['{outcome="late"}', counts.late],
        ['{outcome="failed"}', counts.failed],
      ]);
      metric("runs_refused_total", "counter", "Runs left alone because another program made them.", [
        ["", counts.refused],
      ]);
      metric("database_away_total", "counter", "Times the database did not answer.", [["", counts.away]]);
      lines.push(
        "# HELP counterweight_chunk_seconds Work in a chunk that landed.",
        "# TYPE counterweight_chunk_seconds histogram",
        ...buckets.map((edge, index) => `counterweight_chunk_seconds_bucket{le="${edge}"} ${held[index]}`),
        `counterweight_chunk_seconds_bucket{le="+Inf"} ${counts.landed}`,
        `counterweight_chunk_seconds_sum ${seconds}`,
        `counterweight_chunk_seconds_count ${counts.landed}`,
      );
      metric("cpu_seconds_total", "counter", "CPU time of the process.", [["", (user + system) / 1e6]]);
      metric("memory_bytes", "gauge", "Resident memory of the process.", [["", process.memoryUsage.rss()]]);
      return `${lines.join("\n")}\n`;
    },
  };
}

/** Answers /metrics and /health on one port, and nothing else. */
export async function serveMetrics(metrics: Metrics, host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0];
    if (request.method !== "GET" || (path !== "/metrics" && path !== "/health")) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    response.end(path === "/metrics" ? metrics.text() : "working\n");
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, done);
  });
  return server;
}
