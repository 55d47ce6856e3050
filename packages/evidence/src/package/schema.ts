import { readTable, type Table } from "../table/csv.ts";
import type { Field, Resource } from "./descriptor.ts";
import { type Fault, faultFrom } from "./fault.ts";

/** The ids a resource offers to others: the values of its one-column primary key. */
export type Ids = ReadonlyMap<string, ReadonlySet<string>>;

/** A table that could be read, or the fault that stood in the way. */
export function openTable(resource: Resource, read: (path: string) => string): Table | Fault {
  try {
    return readTable(resource.path, read(resource.path));
  } catch (error) {
    return faultFrom(error, resource.path);
  }
}

/** Holds one table to its schema. */
export function checkTable(resource: Resource, table: Table, ids: Ids): Fault[] {
  const { fields, primaryKey } = resource.schema ?? { fields: [] };
  const file = resource.path;
  const wanted = fields.map(({ name }) => name);
  if (wanted.join() !== table.columns.join())
    return [
      {
        file,
        row: 1,
        column: undefined,
        what: `the columns are ${table.columns.join(", ")}; expected ${wanted.join(", ")}`,
      },
    ];
  const faults: Fault[] = [];
  const seen = new Map<string, Set<string>>();
  const key = primaryKey === undefined ? [] : [primaryKey].flat();
  const keys = new Set<string>();
  for (const { row, cells } of table.rows) {
    for (const field of fields) {
      const what = wrongWith(field, cells[field.name] ?? "", seen, ids);
      if (what !== undefined) faults.push({ file, row, column: field.name, what });
    }
    const name = key.map((column) => cells[column]).join(" | ");
    if (key.length > 0 && keys.has(name))
      faults.push({ file, row, column: key.join(", "), what: `"${name}" stands twice, but it names the row` });
    keys.add(name);
  }
  return faults;
}

function wrongWith(field: Field, cell: string, seen: Map<string, Set<string>>, ids: Ids): string | undefined {
  const { required, unique, pattern, minimum, maximum } = field.constraints ?? {};
  const words = field.constraints?.enum?.map(String);
  if (cell === "") return required ? "the cell is empty" : undefined;
  if (unique) {
    const before = seen.get(field.name) ?? new Set();
    if (before.has(cell)) return `"${cell}" stands twice`;
    seen.set(field.name, before.add(cell));
  }
  if (words !== undefined && !words.includes(cell)) return `"${cell}" is not one of ${words.join(", ")}`;
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, "u").test(cell))
    return `"${cell}" does not match ${pattern}`;
  if (field.type !== "string" && field.type !== "boolean") {
    const value = Number(cell);
    if (!Number.isFinite(value)) return `"${cell}" is not a number`;
    if (field.type !== "number" && !Number.isInteger(value)) return `"${cell}" is not a whole number`;
    if (minimum !== undefined && value < minimum) return `${cell} is below ${minimum}`;
    if (maximum !== undefined && value > maximum) return `${cell} is above ${maximum}`;
  }
  if (field.type === "boolean" && cell !== "true" && cell !== "false") return `"${cell}" is not true or false`;
  const known = field.refersTo === undefined ? undefined : ids.get(field.refersTo);
  if (known === undefined) return undefined;
  const parts = field.separator === undefined ? [cell] : cell.split(field.separator);
  const dangling = parts.map((part) => part.trim()).find((part) => part !== "" && !known.has(part));
  return dangling === undefined ? undefined : `"${dangling}" is not in ${field.refersTo}`;
}
