import type { Terminal } from "./command.ts";

/** A line on a terminal that says how far long work is; silent in a pipe. Call `end` before anything else is written. */
export function progress(
  terminal: Terminal,
  what: string,
): {
  readonly onProgress: (done: number, total: number) => void;
  readonly end: () => void;
} {
  const started = Date.now();
  let shown = false;
  return {
    onProgress: (done, total) => {
      if (!terminal.interactive) return;
      const seconds = (Date.now() - started) / 1000;
      const left = done > 0 ? Math.ceil((seconds / done) * (total - done)) : 0;
      const bar = "█".repeat(Math.round((20 * done) / total)).padEnd(20, "░");
      terminal.error(
        `\r${what} ${bar} ${Math.round((100 * done) / total)}%${left > 0 ? `, ${left} s left` : ""}\u001b[K`,
      );
      shown = true;
    },
    end: () => {
      if (shown) terminal.error("\r\u001b[K");
    },
  };
}
