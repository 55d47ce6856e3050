import { Problem } from "@counterweight/kernel";

/** A grid of cells with the line each row began on, and the comment lines (`# ...`) that stood before the header. */
export type Grid = {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly comments: readonly string[];
};

/**
 * CSV after RFC 4180 as people send it: a byte-order mark, any line ends, commas, semicolons or tabs, quotes with anything
 * inside, empty lines, comment lines before the header. An unclosed quote is a problem, not a guess.
 */
export function readDelimited(text: string, where?: string): Grid {
  const source = text.replace(/^\uFEFF/, "");
  const comments: string[] = [];
  let start = 0;
  let line = 1;
  for (;;) {
    const end = source.indexOf("\n", start);
    const first = source.slice(start, end < 0 ? source.length : end).trim();
    if (end < 0 || !(first === "" || first.startsWith("#") || first.startsWith('"#'))) break;
    if (first !== "") comments.push(first.replace(/^"|"$/g, "").replace(/^#\s*/, ""));
    start = end + 1;
    line++;
  }
  const delimiter = delimiterOf(source.slice(start));
  const rows: string[][] = [];
  const lines: number[] = [];
  let row: string[] = [];
  let cell = "";
  let began = line;
  let quotedAt = 0;
  let wasQuoted = false;
  const endRow = () => {
    row.push(wasQuoted ? cell : cell.trim());
    cell = "";
    wasQuoted = false;
    if (row.some((value) => value !== "")) {
      rows.push(row);
      lines.push(began);
    }
    row = [];
  };
  for (let at = start; at < source.length; at++) {
    const character = source.charAt(at);
    if (quotedAt > 0) {
      if (character === "\n") line++;
      if (character !== '"') cell += character;
      else if (source.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else quotedAt = 0;
    } else if (character === '"' && cell.trim() === "") {
      cell = "";
      quotedAt = line;
      wasQuoted = true;
    } else if (character === delimiter) {
      row.push(wasQuoted ? cell : cell.trim());
      cell = "";
      wasQuoted = false;
    } else if (character === "\n" || character === "\r") {
      if (character === "\r" && source.charAt(at + 1) === "\n") at++;
      endRow();
      line++;
      began = line;
    } else if (!wasQuoted) cell += character;
  }
  if (quotedAt > 0)
    throw new Problem({
      code: "count.quote",
      where: place(where, quotedAt),
      what: "a quotation mark is never closed",
      doThis: "close it, or double it inside a quoted cell",
    });
  endRow();
  return { rows, lines, comments };
}

/** "FILE, line N". */
export function place(where: string | undefined, line: number): string {
  return where === undefined ? `line ${line}` : `${where}, line ${line}`;
}

function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const plain = header.replace(/"[^"]*"/g, "");
  const count = (character: string) => plain.split(character).length - 1;
  return [",", ";", "\t"].reduce((best, character) => (count(character) > count(best) ? character : best), ",");
}
