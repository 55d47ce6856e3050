#!/usr/bin/env node
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { nearest, Problem } from "@counterweight/kernel";
import type { Command, Terminal } from "./command.ts";

const folder = join(import.meta.dirname, "commands");

function commandNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -3))
    .sort();
}

async function load(name: string): Promise<Command> {
  const module = (await import(join(folder, `${name}.ts`))) as { command: Command };
  return module.command;
}

async function listCommands(terminal: Terminal): Promise<void> {
  const commands = await Promise.all(commandNames().map(load));
  const width = Math.max(...commands.map(({ name }) => name.length));
  terminal.write("counterweight COMMAND [OPTIONS]\n\n");
  for (const { name, summary } of commands) terminal.write(`  ${name.padEnd(width)}  ${summary}\n`);
  terminal.write("\ncounterweight COMMAND --help tells more about one.\n");
}

/** Runs one command line and gives the exit code: 0 done, 1 a finding or a defect, 2 input to mend, 130 stopped. */
export async function main(args: string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === "help" || name === "--help" || name === "-h") {
      await listCommands(terminal);
      return 0;
    }
    const names = commandNames();
    if (!names.includes(name)) {
      const close = nearest(name, names);
      throw new Problem({
        code: "usage",
        what: `there is no command "${name}"`,
        ...(close.length > 0 ? { expected: close.join(", ") } : {}),
        doThis: '"counterweight help" lists them all',
      });
    }
    const command = await load(name);
    if (rest.includes("--help") || rest.includes("-h")) {
      terminal.write(`${command.usage.trim()}\n`);
      return 0;
    }
    return await command.run(rest, terminal);
  } catch (error) {
    if (terminal.signal.aborted) return 130;
    if (error instanceof Problem) {
      terminal.error(`counterweight: ${error.message}\n`);
      return 2;
    }
    terminal.error(
      `counterweight: a defect in the program, not in your input: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 1;
  }
}

async function readStandardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** Runs the command line of this process. */
export async function start(): Promise<void> {
  const stop = new AbortController();
  process.on("SIGINT", () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
    // Work that does not listen is ended soon after; files are renamed into place, so nothing is half-written.
    setTimeout(() => process.exit(130), 1500).unref();
  });
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  process.exitCode = await main(process.argv.slice(2), {
    write: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    readInput: readStandardInput,
    interactive: process.stdout.isTTY && process.stderr.isTTY,
    width: process.stdout.columns || 100,
    signal: stop.signal,
  });
}

if (import.meta.main) await start();
