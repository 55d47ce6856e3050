import { type CaseTable, dimensionsOf, tabulate } from "@counterweight/cases";
import { type Terminal, usageProblem } from "../command.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { csvLine, table, writeWhole } from "../output.ts";
import { type Place, placeOptions } from "../register/options.ts";
import { readRecords, recordsOrProblem } from "./files.ts";
import { openStandards } from "./shared.ts";

const number = (value: number | undefined): string => (value === undefined ? "too few to show" : String(value));

function text(result: CaseTable): string {
  const lines = [
    result.title,
    table(
      ["", "people", "share"],
      result.rows.map(({ label, count, share }) => [label, String(count), `${(share * 100).toFixed(1)}%`]),
      [1, 2],
    ).trimEnd(),
    "",
    `People with at least one value: ${number(result.denominator)}; people in the table: ${number(result.people)}; left out for want of consent: ${number(result.leftOut)}.`,
    ...(result.suppressed > 0
      ? [`Lines left out because their counts are small or would give a small one away: ${result.suppressed}.`]
      : []),
    ...result.notes,
  ];
  return `${lines.join("\n")}\n`;
}

type RegisterOptions = Place & {
  inside?: boolean | undefined;
  agency?: string | undefined;
  json?: boolean | undefined;
};

/** The register counts its own records: by consent to publication unless the table stays inside. */
async function registerTable(values: RegisterOptions, by: string, terminal: Terminal): Promise<number> {
  const { tableRecords } = await import("./store.ts");
  const result = await tableRecords({ ...values, by, release: values.inside !== true });
  if (values.json) {
    terminal.write(`${JSON.stringify(result, null, 2)}\n`);
    return 0;
  }
  const { known, people, suppressedBelow, cells, withdrawn } = result;
  terminal.write(
    table(
      [by, "people", "share"],
      cells.map(({ value, count, share }) => [
        value,
        count === undefined ? `under ${suppressedBelow}` : String(count),
        share === undefined ? "" : `${(share * 100).toFixed(1)}%`,
      ]),
      [1, 2],
    ),
  );
  terminal.write(
    `People with a value: ${known} of ${people}${withdrawn === undefined ? "" : `; withdrawn: ${withdrawn}`}.\n`,
  );
  return 0;
}

/** `cases table FILE --by means`: shares by CTDC's denominator rule, small counts left out. */
export async function tableCases(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions("cases", args, {
    by: { type: "string" },
    least: { type: "string" },
    inside: { type: "boolean" },
    on: { type: "string" },
    out: { type: "string" },
    agency: { type: "string" },
    ...placeOptions,
    json: { type: "boolean" },
  });
  const standards = openStandards();
  const names = dimensionsOf(standards).map(({ name }) => name);
  const [file, ...others] = positionals;
  if (file === undefined && values.by !== undefined) return registerTable(values, values.by, terminal);
  if (file === undefined || others.length > 0)
    throw usageProblem("cases", "table needs one file", "cases table FILE --by means");
  if (values.by === undefined) throw usageProblem("cases", "table needs --by", names.join(", "));
  const least = wholeNumber("cases", "least", values.least, 10, 2, 1000);
  const records = recordsOrProblem(file, await readRecords(standards, file, terminal));
  const result = tabulate(
    standards,
    records,
    values.by.split(",").map((name) => name.trim()),
    {
      least,
      inside: values.inside === true,
      on: values.on ?? new Date().toISOString().slice(0, 10),
    },
  );
  if (values.out !== undefined)
    await writeWhole(
      values.out,
      csvLine([...result.by, "label", "people", "share", "denominator"]) +
        result.rows
          .map(({ values: cells, label, count, share }) =>
            csvLine([...cells, label, count, share, number(result.denominator)]),
          )
          .join(""),
    );
  terminal.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : text(result));
  return 0;
}
