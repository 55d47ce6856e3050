import { nearest, Problem } from "@counterweight/kernel";
import type { ListDefinition } from "./read/definitions.ts";

/** A published table that ships with the package's data, with its source. */
export type Example = {
  readonly id: string;
  readonly title: string;
  readonly lists: readonly ListDefinition[];
  readonly observed: number;
  readonly source: string;
  readonly published: string | null;
  readonly trafficking: boolean;
  readonly note?: string;
};

type Reader = (path: string) => string;

/** The shipped examples, from `prevalence/examples.json` of the data folder. */
export function examples(read: Reader): readonly Example[] {
  return JSON.parse(read("prevalence/examples.json")) as Example[];
}

/** One example as a CSV file that says where it comes from: title, source and lists in comment lines above the table. */
export function exampleTable(read: Reader, id: string): string {
  const known = examples(read);
  const example = known.find((one) => one.id === id);
  if (example === undefined) {
    const ids = known.map((one) => one.id);
    const close = nearest(id, ids);
    throw new Problem({
      code: "count.example",
      what: `there is no example "${id}"`,
      expected: (close.length > 0 ? close : ids).join(", "),
      doThis: '"counterweight count example" lists them all',
    });
  }
  const lines = [
    `# title: ${example.title}`,
    `# source: ${example.source}`,
    ...(example.published === null ? [] : [`# published estimate: ${example.published}`]),
    ...(example.note === undefined ? [] : [`# note: ${example.note}`]),
    ...example.lists.flatMap(({ name, definition, from, to }) => {
      const window = from === undefined || to === undefined ? "" : ` (${from} to ${to})`;
      return definition === undefined && window === "" ? [] : [`# ${name}: ${definition ?? ""}${window}`];
    }),
  ];
  return `${lines.join("\n")}\n${read(`prevalence/${id}.csv`).trim()}\n`;
}
