import type { Standards } from "../../standards/standards.ts";
import { plain } from "../values.ts";

/** A layout CTDC has published, by its number of columns; `renamed` is the 27 columns with sectorOf*. */
export type GenerationName = "63" | "38" | "27" | "27-renamed" | "victim-perpetrator";

export type Generation = {
  readonly name: GenerationName;
  /** Columns in the order of the published file, under the name this program works with. */
  readonly columns: readonly string[];
  /** As the file itself spells them, where that differs. */
  readonly written: ReadonlyMap<string, string>;
  /** Which element and code columns it uses. */
  readonly layout: 63 | 38 | 27 | "perpetrator";
  /** What stands in a cell without a value. */
  readonly empty: string;
};

const made = new WeakMap<Standards, readonly Generation[]>();

export function ctdcGenerations(standards: Standards): readonly Generation[] {
  const known = made.get(standards);
  if (known !== undefined) return known;
  const names = (list: string, column: string) => standards.list(list).map((row) => row[column] ?? "");
  const synthetic = names("ctdc_synthetic_variables", "name (v2024, v2025)");
  const aliases = new Map(
    standards
      .list("ctdc_synthetic_variables")
      .map((row): [string, string] => [row["name (v2024, v2025)"] ?? "", aliasOf(row)])
      .filter(([name, alias]) => alias !== "" && name.startsWith("typeOf")),
  );
  const plainNames = new Map<string, string>();
  const generations: Generation[] = [
    { name: "63", columns: names("ctdc_kanon_2020_columns", "name"), written: plainNames, layout: 63, empty: "-99" },
    { name: "38", columns: names("ctdc_2021_columns", "name"), written: plainNames, layout: 38, empty: "" },
    { name: "27", columns: synthetic, written: plainNames, layout: 27, empty: "" },
    { name: "27-renamed", columns: synthetic, written: aliases, layout: 27, empty: "" },
    {
      name: "victim-perpetrator",
      columns: names("ctdc_victim_perpetrator_columns", "name"),
      written: plainNames,
      layout: "perpetrator",
      empty: "",
    },
  ];
  made.set(standards, generations);
  return generations;
}

const aliasOf = (row: Record<string, string>): string =>
  row["alias seen elsewhere (sectorOf* = v2026 per two third-party adapters)"] ?? "";

/** Every spelling of a column that has been seen: the name, the renamed one, Stata's cut at 32 characters. */
export function ctdcSpellings(standards: Standards): Map<string, string> {
  const spellings = new Map<string, string>();
  const add = (spelling: string, name: string) => {
    const key = plain(spelling);
    if (key !== "" && !spellings.has(key)) spellings.set(key, name);
  };
  for (const { columns } of ctdcGenerations(standards)) for (const name of columns) add(name, name);
  for (const row of standards.list("ctdc_synthetic_variables")) add(aliasOf(row), row["name (v2024, v2025)"] ?? "");
  for (const row of standards.list("ctdc_2021_columns")) add(row["stata_name"] ?? "", row["name"] ?? "");
  for (const { columns } of ctdcGenerations(standards))
    for (const name of columns) if (name.length > 32) add(name.slice(0, 32), name);
  return spellings;
}
