#!/usr/bin/env node
// Plain JavaScript on purpose: the system's Node, from 20 on, must be able to start it and hand over to a newer one.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const program = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "main.ts");
const platform = process.platform === "win32" ? "win" : process.platform;
const runtime = join(
  dirname(program),
  "..",
  "..",
  "..",
  ".runtime",
  "node_modules",
  `node-${platform}-${process.arch}`,
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

if (Number(process.versions.node.split(".")[0]) >= 24) {
  const { start } = await import(program);
  await start();
} else if (existsSync(runtime)) {
  // Ctrl-C reaches the whole group; the program under us decides what it means.
  process.on("SIGINT", () => {});
  const { status, signal } = spawnSync(runtime, [program, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = status ?? (signal === "SIGINT" ? 130 : 1);
} else {
  process.stderr.write(
    `counterweight: Node ${process.versions.node} cannot run it and no newer one is installed beside it; run "npm start" once.\n`,
  );
  process.exitCode = 2;
}
