import type { Terminal } from "../command.ts";
import { main } from "../main.ts";

/** A terminal that remembers what was written; `input` is what standard input would give. */
export function pretend(input = ""): Terminal & { readonly out: () => string; readonly problems: () => string } {
  let out = "";
  let problems = "";
  return {
    write: (text) => {
      out += text;
    },
    error: (text) => {
      problems += text;
    },
    readInput: async () => input,
    interactive: false,
    width: 100,
    signal: new AbortController().signal,
    out: () => out,
    problems: () => problems,
  };
}

/** As `run`, the words of the command line one by one. */
export async function typed(...args: string[]): Promise<{ code: number; out: string; problems: string }> {
  const { code, output, errors } = await run(args);
  return { code, out: output, problems: errors };
}

/** Runs one command line in this process, as a person would type it. */
export async function run(args: string[], input = ""): Promise<{ code: number; output: string; errors: string }> {
  const terminal = pretend(input);
  const code = await main(args, terminal);
  return { code, output: terminal.out(), errors: terminal.problems() };
}
