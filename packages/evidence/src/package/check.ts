import { marginsFile, readMargins } from "../baseline/margins.ts";
import { figuresFile, readFigures } from "../figures/read.ts";
import { readTimings, readUnits, timingFile, unitsFile } from "../figures/units.ts";
import { deflatorFile, exchangeFile, readDeflators, readExchangeRates } from "../money/tables.ts";
import { parameterFaults, parametersFile } from "../parameters/read.ts";
import type { Table } from "../table/csv.ts";
import { type Descriptor, descriptorFile, readDescriptor } from "./descriptor.ts";
import { type Fault, faultFrom } from "./fault.ts";
import { checkTable, openTable } from "./schema.ts";

/** What `evidence check` found. */
export type CheckReport = {
  readonly package: { readonly name: string; readonly version: string };
  readonly resources: number;
  readonly rows: number;
  readonly faults: readonly Fault[];
};

/**
 * Holds a data package to its own descriptor, table by table, and to the rules that a schema cannot say (units known,
 * ranges in order, priors by the rule of the ends, no dangling id).
 *
 * @throws {Problem} when there is no readable descriptor
 */
export function checkPackage(read: (path: string) => string): CheckReport {
  const descriptor = readDescriptor(read(descriptorFile));
  const faults: Fault[] = [];
  const tables = new Map<string, Table>();
  for (const resource of descriptor.resources) {
    if (resource.schema === undefined) faults.push(...checkDocument(resource.path, read));
    else {
      const table = openTable(resource, read);
      if ("rows" in table) tables.set(resource.name, table);
      else faults.push(table);
    }
  }
  const ids = idsOf(descriptor, tables);
  for (const resource of descriptor.resources) {
    const table = tables.get(resource.name);
    if (table !== undefined) faults.push(...checkTable(resource, table, ids));
  }
  for (const fault of ruleFaults(descriptor, read))
    if (!faults.some(({ file, row, column }) => file === fault.file && row === fault.row && column === fault.column))
      faults.push(fault);
  return {
    package: { name: descriptor.name, version: descriptor.version },
    resources: descriptor.resources.length,
    rows: [...tables.values()].reduce((sum, table) => sum + table.rows.length, 0),
    faults,
  };
}

function checkDocument(path: string, read: (path: string) => string): Fault[] {
  try {
    const text = read(path);
    if (path.endsWith(".json")) JSON.parse(text);
    return [];
  } catch (error) {
    if (error instanceof SyntaxError) return [{ file: path, row: undefined, column: undefined, what: error.message }];
    return [faultFrom(error, path)];
  }
}

function idsOf({ resources }: Descriptor, tables: ReadonlyMap<string, Table>): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { name, schema } of resources) {
    const key = schema?.primaryKey;
    const table = tables.get(name);
    if (typeof key === "string" && table !== undefined)
      ids.set(name, new Set(table.rows.map(({ cells }) => cells[key] ?? "")));
  }
  return ids;
}

/** The rules of the readers, for the tables that the package has. */
function ruleFaults({ resources }: Descriptor, read: (path: string) => string): Fault[] {
  const faults: Fault[] = [];
  const has = (file: string) => resources.some(({ path }) => path === file);
  const attempt = (file: string, work: () => void) => {
    if (!has(file)) return;
    try {
      work();
    } catch (error) {
      faults.push(faultFrom(error, file));
    }
  };
  let known: ReadonlySet<string> = new Set();
  attempt(figuresFile, () => {
    const vocabulary = { units: readUnits(read(unitsFile)), timings: readTimings(read(timingFile)) };
    const figures = readFigures(read(figuresFile), vocabulary, (fault) => faults.push(faultFrom(fault, figuresFile)));
    known = new Set(figures.keys());
  });
  // A faulty figure is missing from the known ones; its users would only repeat the fault.
  if (faults.length === 0) {
    attempt(parametersFile, () => {
      for (const fault of parameterFaults(read(parametersFile), known)) faults.push(faultFrom(fault, parametersFile));
    });
    attempt(marginsFile, () => readMargins(read(marginsFile), known));
  }
  attempt(exchangeFile, () => readExchangeRates(read(exchangeFile)));
  attempt(deflatorFile, () => readDeflators(read(deflatorFile)));
  return faults;
}
