import { randomUUID } from "node:crypto";
import { type CaseRecord, type FieldProblem, validateRecord } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, perform } from "../access.ts";
import { roomOf } from "../records/store.ts";
import type { Register } from "../register.ts";
import type { Transaction } from "../transaction.ts";
import { importOnThread } from "./importOnThread.ts";
import { markImport } from "./unfinished.ts";
import { type KeyKeeper, writeImport } from "./writeImport.ts";

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

const listed = 100;
/** Starting a thread takes as long as importing so many records. */
const worthAThread = 5000;
const batch = 1000;

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

function* batchesOf(records: readonly CaseRecord[]): Generator<readonly CaseRecord[]> {
  for (let at = 0; at < records.length; at += batch) yield records.slice(at, at + batch);
}

async function write(
  register: Register,
  caller: Caller,
  records: readonly CaseRecord[],
  onWritten: (written: number) => void,
): Promise<number> {
  const { actor, origin } = caller;
  const order = { account: actor.account, origin, importId: randomUUID(), count: records.length };
  const room = roomOf(register, actor.agency);
  const finished = markImport(register, order.importId);
  const kept: string[] = [];
  const keeper: KeyKeeper = {
    keep: ({ people, slots }) => {
      register.people.append(slots);
      kept.push(...people);
    },
    takeBack: () => {
      register.people.forget(kept);
      finished();
    },
  };
  const written =
    records.length < worthAThread
      ? await writeImport(register.pool, room, order, batchesOf(records), keeper, onWritten)
      : await importOnThread(register.database.settings, room, order, batchesOf(records), keeper, onWritten);
  finished();
  return written;
}

/** Takes records into the caller's agency: all of them, or, with the reasons, none. */
export async function importRecords(
  register: Register,
  caller: Caller,
  records: readonly unknown[],
  { dryRun = false, onProgress }: ImportOptions = {},
): Promise<ImportReport> {
  const { problems, rows: rowsWithProblems } = check(register, records);
  const report = await perform(register, caller, "import.create", async (transaction) => {
    demand(register, caller, "import", "create");
    const numbers = records.map((record) => String((record as CaseRecord | null)?.id));
    const existing = await existingNumbers(transaction, caller.actor.agency, numbers);
    const found = { read: records.length, written: 0, problems, rowsWithProblems, existing, dryRun };
    if (dryRun || problems.length > 0 || existing.length > 0)
      transaction.audit({ action: "import.check", outcome: "done", note: `${records.length} read` });
    return found;
  });
  if (dryRun || problems.length > 0 || report.existing.length > 0) return report;
  const onWritten = (written: number) => onProgress?.(written, records.length);
  try {
    return { ...report, written: await write(register, caller, records as CaseRecord[], onWritten) };
  } catch (error) {
    // 42501: row-level security said no where the policy engine had not. Told to the trail like every refusal.
    if ((error as { code?: string }).code === "42501")
      return perform(register, caller, "import.create", () => Promise.reject(error as Error));
    throw error;
  }
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
