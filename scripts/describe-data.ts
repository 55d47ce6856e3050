/**
 * `node scripts/describe-data.ts`: brings data/datapackage.json up to date after a table was added, removed or given other
 * columns. What people wrote there stays; new columns get a type from their cells. Look at the difference before you commit.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import Papa from "papaparse";

type Field = { name: string; type: string; [other: string]: unknown };
type Resource = {
  name: string;
  path: string;
  schema?: { fields: Field[]; [other: string]: unknown };
  [other: string]: unknown;
};

const data = join(import.meta.dirname, "..", "data");
const file = join(data, "datapackage.json");
const descriptor = JSON.parse(readFileSync(file, "utf8")) as { resources: Resource[] };

/** Columns that hold figure ids wherever they stand. */
const figureColumns: Record<string, string | undefined> = {
  figures: " ",
  figure_ids: "|",
  size_evidence: "|",
  known_harms: "|",
  evidence_id: undefined,
};

function typeOf(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell !== "");
  if (filled.length < 4) return "string";
  if (filled.every((cell) => /^-?\d+$/.test(cell))) return "integer";
  return filled.every((cell) => cell.trim() !== "" && Number.isFinite(Number(cell))) ? "number" : "string";
}

function fieldsOf(path: string, before: readonly Field[]): Field[] {
  const [header = [], ...rows] = Papa.parse<string[]>(readFileSync(join(data, path), "utf8"), {
    skipEmptyLines: true,
  }).data;
  return header.map((name, column) => {
    const known = before.find((field) => field.name === name);
    if (known !== undefined) return known;
    const cells = rows.map((row) => (row[column] ?? "").trim());
    const field: Field = { name, type: typeOf(cells) };
    const isKey = name === "id" && cells.every(Boolean) && new Set(cells).size === cells.length;
    if (isKey) field["constraints"] = { required: true, unique: true };
    if (!Object.hasOwn(figureColumns, name)) return field;
    const separator = figureColumns[name];
    return { ...field, refersTo: "figures", ...(separator === undefined ? {} : { separator }) };
  });
}

const files = readdirSync(data, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:csv|json)$/.test(entry.name) && entry.name !== "datapackage.json")
  .map((entry) => relative(data, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
  .sort();

const resources = descriptor.resources.filter(({ path }) => existsSync(join(data, path)));
for (const path of files) {
  let resource = resources.find((each) => each.path === path);
  if (resource === undefined) {
    const name = path
      .replace(/\.\w+$/, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-");
    resource = { name, path, title: name.replaceAll("-", " "), format: path.split(".").at(-1), encoding: "utf-8" };
    if (path.endsWith(".csv")) Object.assign(resource, { profile: "tabular-data-resource", schema: { fields: [] } });
    resources.push(resource);
    process.stdout.write(`new: ${path}\n`);
  }
  if (resource.schema === undefined) continue;
  const fields = fieldsOf(path, resource.schema.fields);
  if (fields.map(({ name }) => name).join() !== resource.schema.fields.map(({ name }) => name).join())
    process.stdout.write(`columns: ${path}\n`);
  resource.schema.fields = fields;
}

// One field a line, so that a change of one column is a change of one line.
const lines: string[] = [];
const text = JSON.stringify(
  { ...descriptor, resources },
  (key, value: unknown) => {
    if ((key !== "fields" && key !== "foreignKeys") || !Array.isArray(value)) return value;
    return value.map((each: unknown) => `@@${lines.push(JSON.stringify(each)) - 1}@@`);
  },
  1,
).replace(/"@@(\d+)@@"/g, (_, at: string) => lines[Number(at)] ?? "");
writeFileSync(file, `${text}\n`);
