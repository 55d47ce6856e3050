import {
  type CaseRecord,
  type Exported,
  type GenerationName,
  LossReport as Losses,
  type LossReport,
  type Standards,
  writeCtdc,
  writeFlat,
  writeHtcds,
} from "@counterweight/cases";
import { type Terminal, usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";
import { writeWhole } from "../output.ts";
import { type Place, placeOptions } from "../register/options.ts";
import { type InputFormat, readRecords, recordsOrProblem, tableBytes } from "./files.ts";
import { lossText, openStandards, writeLossReport } from "./shared.ts";

export const exportFormats = ["htcds", "ctdc", "csv", "jsonl", "parquet"] as const;
const layouts: readonly GenerationName[] = ["27", "27-renamed", "38", "63", "victim-perpetrator"];

export type ExportFormat = (typeof exportFormats)[number];

/** Records in a format, as the content of a file of that name; and what was lost on the way. */
export async function renderRecords(
  standards: Standards,
  records: readonly CaseRecord[],
  format: ExportFormat,
  layout: GenerationName,
  file: string,
): Promise<{ readonly content: string | Uint8Array; readonly loss: LossReport }> {
  if (format === "jsonl")
    return { content: records.map((record) => `${JSON.stringify(record)}\n`).join(""), loss: new Losses() };
  const exported: Exported =
    format === "htcds"
      ? writeHtcds(standards, records)
      : format === "ctdc"
        ? writeCtdc(standards, records, layout)
        : { table: writeFlat(standards, records), loss: new Losses() };
  const kind = format === "parquet" || /\.parquet$/i.test(file) ? "parquet" : /\.xlsx$/i.test(file) ? "xlsx" : "csv";
  return { content: await tableBytes(exported.table, kind), loss: exported.loss };
}

/** `cases export`: from the register, or from a file with `--from`, without one. */
export async function exportCases(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions("cases", args, {
    format: { type: "string" },
    from: { type: "string" },
    "from-format": { type: "string" },
    layout: { type: "string" },
    out: { type: "string" },
    "loss-report": { type: "string" },
    purpose: { type: "string" },
    recipient: { type: "string" },
    agency: { type: "string" },
    ...placeOptions,
  });
  if (positionals.length > 0)
    throw usageProblem(
      "cases",
      `"${positionals[0]}" is one word too many`,
      "--from FILE to read a file, --out FILE to write one",
    );
  const format = exportFormats.find((name) => name === values.format);
  if (format === undefined)
    throw usageProblem(
      "cases",
      values.format === undefined ? "export needs --format" : `--format is "${values.format}"`,
      exportFormats.join(", "),
    );
  const layout = values.layout === undefined ? "27" : layouts.find((name) => name === values.layout);
  if (layout === undefined) throw usageProblem("cases", `--layout is "${values.layout}"`, layouts.join(", "));
  const out = values.out ?? "-";
  if (out === "-" && format === "parquet") throw usageProblem("cases", "Parquet is not text", "--out FILE.parquet");
  const standards = openStandards();
  const { records, loss, left } = await sourceRecords(standards, values, terminal);
  const rendered = await renderRecords(standards, records, format, layout, out);
  loss.include(rendered.loss);
  if (values["loss-report"] !== undefined) await writeLossReport(values["loss-report"], loss);
  if (out === "-") terminal.write(rendered.content as string);
  else {
    await writeWhole(out, rendered.content);
    terminal.write(
      `${out}: ${records.length} records as ${format}${format === "ctdc" ? ` (${layout})` : ""}.\n${left}${lossText(loss)}`,
    );
  }
  return 0;
}

type Source = Place & {
  from?: string | undefined;
  "from-format"?: string | undefined;
  purpose?: string | undefined;
  recipient?: string | undefined;
  agency?: string | undefined;
};

async function sourceRecords(
  standards: Standards,
  values: Source,
  terminal: Terminal,
): Promise<{ records: readonly CaseRecord[]; loss: LossReport; left: string }> {
  if (values.from === undefined) {
    const purposes = [...(standards.vocabularies.get("consent_purpose")?.byCode.keys() ?? [])];
    const { purpose } = values;
    if (purpose === undefined || !purposes.includes(purpose))
      throw usageProblem(
        "cases",
        purpose === undefined
          ? "an export from the register needs --purpose, or --from FILE to convert a file"
          : `--purpose is "${purpose}"`,
        purposes.join(", "),
      );
    const { exportRecords } = await import("./store.ts");
    const records: CaseRecord[] = [];
    const report = await exportRecords({
      ...values,
      purpose,
      onBatch: (batch) => {
        records.push(...batch);
      },
    });
    const { withoutConsent, withdrawn } = report;
    return {
      records,
      loss: new Losses(),
      left: `Left out for want of consent to this purpose: ${withoutConsent}, of whom ${withdrawn} withdrew it.\n`,
    };
  }
  const named = values["from-format"];
  if (named !== undefined && !["htcds", "ctdc", "csv", "jsonl"].includes(named))
    throw usageProblem("cases", `--from-format is "${named}"`, "htcds, ctdc, csv, jsonl");
  const read = await readRecords(standards, values.from, terminal, named as InputFormat | undefined);
  return { records: recordsOrProblem(values.from, read), loss: read.loss, left: "" };
}
