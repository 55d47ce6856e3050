import type { CaseRecord } from "@counterweight/cases";
import {
  type Caller,
  type ExportReport,
  exportRecords as exportFrom,
  type FacetTable,
  type ImportReport,
  importRecords as importInto,
  importProblem,
  openRegister,
  operatorOf,
  type Register,
  tableBy,
} from "@counterweight/register";
import { type Place, placeOf } from "../register/options.ts";

/** Where the register lies and for which of its agencies the command line acts. */
export type StoreOptions = Place & { readonly agency?: string | undefined };

/** Opens the register as the user of this machine, does the work, and closes it. */
async function withRegister<Result>(
  options: StoreOptions,
  work: (register: Register, caller: Caller) => Promise<Result>,
): Promise<Result> {
  const register = await openRegister(placeOf(options));
  try {
    return await work(register, await operatorOf(register, options.agency));
  } finally {
    await register.close();
  }
}

/** Takes records into the register: all, or none with the first reason. A dry run reports and writes nothing. */
export async function importRecords(
  records: readonly CaseRecord[],
  options: StoreOptions & { readonly dryRun?: boolean; readonly onProgress?: (written: number, all: number) => void },
): Promise<ImportReport> {
  const { dryRun = false, onProgress } = options;
  const report = await withRegister(options, (register, caller) =>
    importInto(register, caller, records, { dryRun, ...(onProgress ? { onProgress } : {}) }),
  );
  const problem = dryRun ? undefined : importProblem(report);
  if (problem !== undefined) throw problem;
  return report;
}

/** Hands out the records of everybody who consented to this purpose and recipient, batch by batch. */
export async function exportRecords(
  options: StoreOptions & {
    readonly purpose: string;
    readonly recipient?: string | undefined;
    readonly onBatch: (records: readonly CaseRecord[]) => void | Promise<void>;
  },
): Promise<ExportReport> {
  const { purpose, recipient, onBatch } = options;
  return withRegister(options, (register, caller) => exportFrom(register, caller, { purpose, recipient }, onBatch));
}

/** People by one group of codes, with the denominator rule; `release` keeps to consent and hides small counts. */
export async function tableRecords(
  options: StoreOptions & { readonly by: string; readonly release?: boolean },
): Promise<FacetTable> {
  const { by, release = false } = options;
  return withRegister(options, (register, caller) => tableBy(register, caller, by, { release }));
}
