import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ListTable, makeTable } from "../table/table.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures");
const examples = join(import.meta.dirname, "..", "..", "..", "..", "data", "prevalence");

/** Rows of a reference file as records, with "NA" for what the peer could not say. */
export function reference(name: string): Record<string, string>[] {
  const [header = [], ...rows] = readFileSync(join(fixtures, name), "utf8").trim().split("\n").map(cellsOf);
  return rows.map((row) => Object.fromEntries(header.map((key, index) => [key, row[index] ?? ""])));
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"(?:,|$)|([^,]*)(?:,|$)/g)].slice(0, -1).map((match) => match[1] ?? match[2] ?? "");
}

/** One of the published tables, read without the package's own reader, so that this stays an independent check. */
export function example(id: string): ListTable {
  const [header = [], ...rows] = readFileSync(join(examples, `${id}.csv`), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  return makeTable(
    header.slice(0, -1),
    rows.map((row) => ({
      history: row.slice(0, -1).reduce((set, cell, list) => set | (Number(cell) << list), 0),
      count: Number(row.at(-1)),
    })),
  );
}

export const exampleIds = [
  "artificial-3",
  "korea-3",
  "uk-2013-4",
  "australia-2015-17-4",
  "uk-2013-5",
  "us-western-5",
  "new-orleans-5",
  "netherlands-2010-15-5",
  "uk-2013-6",
  "netherlands-2010-15-6",
] as const;

export const relativeMiss = (value: number, answer: number | string) => Math.abs(value / Number(answer) - 1);
