import { readFile } from "node:fs/promises";
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { nearest, Problem } from "@counterweight/kernel";
import { type Terminal, usageProblem } from "./command.ts";

/** `parseArgs` of Node with its errors turned into one sentence that names the nearest option. */
export function readOptions<const Options extends ParseArgsOptionsConfig>(
  command: string,
  args: string[],
  options: Options,
  mostWords = Number.POSITIVE_INFINITY,
) {
  try {
    const parsed = parseArgs({ args: joinNegatives(args), options, allowPositionals: true, strict: true });
    const given: Readonly<Record<string, unknown>> = parsed.values;
    if (given["json"] === true && given["csv"] === true)
      throw usageProblem(command, "--json and --csv exclude each other", "one of them");
    const extra = parsed.positionals[mostWords];
    if (extra !== undefined) throw usageProblem(command, `"${extra}" is one word too many`, "options alone");
    return parsed;
  } catch (error) {
    if (error instanceof Problem) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /Unknown option '([^']+)'/.exec(message)?.[1];
    if (unknown === undefined) throw usageProblem(command, (message.split(/\.\s/)[0] ?? message).replace(/\.$/, ""));
    const close = nearest(
      unknown,
      Object.keys(options).map((name) => `--${name}`),
      1,
    );
    throw usageProblem(command, `there is no option ${unknown}`, close.length > 0 ? close.join(" or ") : undefined);
  }
}

/** `--seed -1` means the value -1, which `parseArgs` would take for another option. */
function joinNegatives(args: string[]): string[] {
  return args.reduce<string[]>((joined, word) => {
    const before = joined.at(-1);
    if (/^-\d/.test(word) && before?.startsWith("--") && !before.includes("="))
      joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
    return joined;
  }, []);
}

/** A whole number from an option, within bounds, or a problem that names the option. */
export function wholeNumber(
  command: string,
  name: string,
  text: string | undefined,
  fallback: number,
  least: number,
  most: number,
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < least || value > most)
    throw usageProblem(command, `--${name} is "${text}"`, `a whole number from ${least} to ${most}`);
  return value;
}

/** The text of FILE, or of standard input for `-`. */
export async function readInput(file: string, terminal: Terminal): Promise<string> {
  if (file === "-") return terminal.readInput();
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Why a file could not be read, as far as the system says. */
export function unreadable(file: string, cause: unknown): Problem {
  const reason = (cause as NodeJS.ErrnoException).code ?? "";
  const known: Readonly<Record<string, { what: string; expected?: string; doThis?: string }>> = {
    ENOENT: { what: "there is no such file", doThis: "check the name and the folder" },
    ENOTDIR: { what: "there is no such file", doThis: "check the name and the folder" },
    EISDIR: { what: "this is a folder", expected: "a file" },
    EACCES: { what: "the file may not be read", doThis: "check its permissions" },
    ERR_STRING_TOO_LONG: { what: "the file is too large to be read at once", expected: "less than 500 megabytes" },
  };
  const said = known[reason] ?? { what: "the file cannot be read", doThis: "check the name and the permissions" };
  return new Problem({ code: "file.unreadable", where: file, ...said, cause });
}
