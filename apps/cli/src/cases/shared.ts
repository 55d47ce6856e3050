import { type LossReport, readStandards } from "@counterweight/cases";
import { readerOf } from "@counterweight/evidence/files";
import { csvLine, table, writeWhole } from "../output.ts";

export const openStandards = () => readStandards(readerOf());

/** The loss report as a file: JSON for `.json`, else CSV. */
export async function writeLossReport(file: string, loss: LossReport): Promise<void> {
  const entries = loss.entries();
  const text = /\.json$/i.test(file)
    ? `${JSON.stringify(entries, null, 2)}\n`
    : csvLine(["kind", "field", "into", "reason", "count"]) +
      entries.map(({ kind, field, into, reason, count }) => csvLine([kind, field, into, reason, count])).join("");
  await writeWhole(file, text);
}

/** The loss report for a person: most frequent first. */
export function lossText(loss: LossReport, most = 12): string {
  const entries = loss.entries().sort((a, b) => b.count - a.count);
  if (entries.length === 0) return "Nothing is lost.\n";
  const shown = entries.slice(0, most);
  const rest = entries.length - shown.length;
  return `${table(
    ["", "field", "into", "why", "count"],
    shown.map(({ kind, field, into, reason, count }) => [kind, field, into, reason, String(count)]),
    [4],
  )}${rest > 0 ? `and ${rest} more kinds of loss; --loss-report FILE writes them all.\n` : ""}`;
}
