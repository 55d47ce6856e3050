import { randomUUID } from "node:crypto";
import { type CaseRecord, type FieldProblem, validateRecord } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, perform } from "../access.ts";
import { prepareRecords, writeRecords } from "../records/store.ts";
import type { Register } from "../register.ts";
import type { Transaction } from "../transaction.ts";

/** What an import did, or, as a dry run, would do. */
export type ImportReport = {
  readonly read: number;
  readonly written: number;
  /** What must be mended first; row counts from 1. At most a hundred are listed. */
  readonly problems: readonly (FieldProblem & { readonly row: number })[];
  readonly rowsWithProblems: number;
  /** Numbers of records the agency already has. */
  readonly existing: readonly string[];
  readonly dryRun: boolean;
};

export type ImportOptions = {
  readonly dryRun?: boolean;
  readonly onProgress?: (written: number, all: number) => void;
};

const batch = 1000;
const listed = 100;

function check(register: Register, records: readonly unknown[]) {
  const problems: (FieldProblem & { row: number })[] = [];
  const seen = new Map<string, number>();
  let rows = 0;
  for (const [index, record] of records.entries()) {
    const row = index + 1;
    const found = validateRecord(register.standards, record);
    const number = (record as CaseRecord | null)?.id;
    const before = seen.get(number ?? "");
    if (found.length === 0 && before !== undefined)
      found.push({ field: "id", message: `The number "${number}" is that of row ${before} too.` });
    else if (number !== undefined) seen.set(number, row);
    if (found.length > 0) rows++;
    for (const problem of found) if (problems.length < listed) problems.push({ ...problem, row });
  }
  return { problems, rows };
}

async function existingNumbers({ query }: Transaction, agency: string, numbers: readonly string[]): Promise<string[]> {
  const { rows } = await query<{ number: string }>(
    "select number from case_record where agency_id = $1 and number = any($2) order by number limit 100",
    [agency, numbers],
  );
  return rows.map(({ number }) => number);
}

/** Takes records into the caller's agency: all of them, or, with the reasons, none. */
export async function importRecords(
  register: Register,
  caller: Caller,
  records: readonly unknown[],
  { dryRun = false, onProgress }: ImportOptions = {},
): Promise<ImportReport> {
  const { problems, rows: rowsWithProblems } = check(register, records);
  const { actor } = caller;
  return perform(register, caller, "import.create", async (transaction) => {
    demand(register, caller, "import", "create");
    const numbers = records.map((record) => String((record as CaseRecord | null)?.id));
    const existing = await existingNumbers(transaction, actor.agency, numbers);
    const report = { read: records.length, problems, rowsWithProblems, existing, dryRun };
    if (dryRun || problems.length > 0 || existing.length > 0) {
      transaction.audit({ action: "import.check", outcome: "done", note: `${records.length} read` });
      return { ...report, written: 0 };
    }
    const importId = randomUUID();
    const placement = { owner: null, team: null, importId };
    // While PostgreSQL writes one batch, the next is sealed.
    let writing = Promise.resolve();
    for (let at = 0; at < records.length; at += batch) {
      const rows = prepareRecords(register, actor.agency, records.slice(at, at + batch) as CaseRecord[]);
      await writing;
      writing = writeRecords(transaction, actor.agency, rows, placement, actor.account);
      // A failure is thrown by the await above or below, not as one nobody waits for.
      writing.catch(() => undefined);
      onProgress?.(Math.min(records.length, at + batch), records.length);
    }
    await writing;
    transaction.audit({ action: "import.create", outcome: "done", id: importId, note: `${records.length} written` });
    return { ...report, written: records.length };
  });
}

/** An import that could not be done as one sentence, for callers that stop there. */
export function importProblem({ problems, rowsWithProblems, existing, read }: ImportReport): Problem | undefined {
  const first = problems[0];
  if (first !== undefined)
    return new Problem({
      code: "import.rows",
      where: `row ${first.row}, ${first.field}`,
      what: first.message.replace(/\.$/, ""),
      doThis: `${rowsWithProblems} of ${read} rows must be mended; nothing was imported`,
    });
  if (existing.length > 0)
    return new Problem({
      code: "import.existing",
      what: `the register already has records with these numbers: ${existing.slice(0, 3).join(", ")}${existing.length > 3 ? ` and ${existing.length - 3} more` : ""}`,
      doThis: "leave them out of the file; nothing was imported",
    });
  return undefined;
}
