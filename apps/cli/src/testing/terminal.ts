import type { Terminal } from "../command.ts";

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
