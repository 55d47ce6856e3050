import { Problem } from "@counterweight/kernel";
import type { Standards } from "../standards/standards.ts";
import { ctdcSpellings } from "./ctdc/generations.ts";
import { readCtdc } from "./ctdc/read.ts";
import { readFlat } from "./flat.ts";
import { htcdsFields } from "./htcds/homes.ts";
import { type Imported, type ReadOptions, readHtcds } from "./htcds/read.ts";
import type { Table } from "./table.ts";
import { plain } from "./values.ts";

/** Formats that come as a table; JSON Lines holds records as they are. */
export type TableFormat = "htcds" | "ctdc" | "csv";

/** The format whose names most of the header's columns are. A problem where none is. */
export function detectFormat(standards: Standards, header: readonly string[], where = "file"): TableFormat {
  const htcds = new Set(htcdsFields(standards).map(plain));
  const ctdc = ctdcSpellings(standards);
  const groups = new Set(standards.fields.map(({ path }) => path.split(/[.[]/)[0] ?? ""));
  const counts: Record<TableFormat, number> = { htcds: 0, ctdc: 0, csv: 0 };
  for (const name of header) {
    if (htcds.has(plain(name.replace(/\[\d+\]$/, "")))) counts.htcds++;
    if (ctdc.has(plain(name))) counts.ctdc++;
    if (name.includes(".") && groups.has(name.split(/[.[]/)[0] ?? "")) counts.csv++;
  }
  const [best] = (Object.entries(counts) as [TableFormat, number][]).sort((a, b) => b[1] - a[1]);
  if (best !== undefined && best[1] > 0) return best[0];
  throw new Problem({
    code: "cases.format-unknown",
    where,
    what: "the header is neither HTCDS's, CTDC's nor ours",
    doThis: "say which it is with --format htcds, ctdc or csv",
  });
}

/** Reads a table in one of the formats. */
export function readTable(
  standards: Standards,
  format: TableFormat,
  table: Table,
  options: ReadOptions = {},
): Imported {
  if (format === "htcds") return readHtcds(standards, table, options);
  return format === "ctdc" ? readCtdc(standards, table, options) : readFlat(standards, table, options);
}
