import { Problem } from "@counterweight/kernel";

/** Where a command reads and writes; tests hand in their own. */
export type Terminal = {
  readonly write: (text: string) => void;
  readonly error: (text: string) => void;
  readonly readInput: () => Promise<string>;
  /** True on a terminal, false in a pipe: progress and colour only where true. */
  readonly interactive: boolean;
  /** Columns, or 100 in a pipe. */
  readonly width: number;
  /** Aborted on Ctrl-C; long work passes it on. */
  readonly signal: AbortSignal;
};

/** One file in `commands/`, named for the word typed, exports one of these as `command`. */
export type Command = {
  readonly name: string;
  /** One line for the list of commands, without a full stop. */
  readonly summary: string;
  /** The page that `counterweight NAME --help` prints. */
  readonly usage: string;
  /** Gives the exit code: 0 done, 1 done with a finding (a failed check), 2 is kept for bad input. */
  readonly run: (args: string[], terminal: Terminal) => Promise<number>;
};

/** An option or argument that cannot be read; the message ends with where help stands. */
export function usageProblem(command: string, what: string, expected?: string): Problem {
  return new Problem({
    code: "usage",
    what,
    ...(expected === undefined ? {} : { expected }),
    doThis: `"counterweight ${command} --help" shows how`,
  });
}
