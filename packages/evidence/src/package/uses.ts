import { readTable } from "../table/csv.ts";
import { descriptorFile, readDescriptor } from "./descriptor.ts";

/** One place that rests on a figure. */
export type Usage = {
  /** `parameter`, `intervention`, `claim`, or the resource it stands in. */
  readonly kind: string;
  readonly name: string;
  readonly file: string;
  readonly row: number | undefined;
};

const kinds: Record<string, string> = {
  parameters: "parameter",
  "interventions-interventions": "intervention",
  "interventions-chain": "business chain",
  "baseline-margins": "segment baseline",
  "law-provisions": "provision",
  "law-funnel": "funnel link",
  "claim-answers": "claim",
};
/** Tables that only say something about the figure itself, or test the search. */
const notUses = new Set(["figure-timing", "interventions-claim-phrasings"]);

/** Every row of the package that names a figure, by figure id; found through the descriptor, so new tables join in. */
export function usesOfFigures(read: (path: string) => string): ReadonlyMap<string, readonly Usage[]> {
  const uses = new Map<string, Usage[]>();
  for (const { name, path, schema } of readDescriptor(read(descriptorFile)).resources) {
    const fields = (schema?.fields ?? []).filter(({ refersTo }) => refersTo === "figures");
    if (fields.length === 0 || notUses.has(name)) continue;
    for (const { row, cells } of readTable(path, read(path)).rows) {
      const ids = new Set(fields.flatMap(({ name: field, separator }) => partsOf(cells[field] ?? "", separator)));
      const use = { kind: kinds[name] ?? name, name: rowName(cells), file: path, row };
      for (const id of ids) uses.set(id, [...(uses.get(id) ?? []), use]);
    }
  }
  return uses;
}

function partsOf(cell: string, separator: string | undefined): string[] {
  return (separator === undefined ? [cell] : cell.split(separator)).map((part) => part.trim()).filter(Boolean);
}

/** The first cells that name a row: its id or parameter, with structure, sector, region or jurisdiction. */
function rowName(cells: Readonly<Record<string, string>>): string {
  const named = ["parameter", "id", "claim", "item", "quantity", "jurisdiction", "link", "section"].map(
    (column) => cells[column],
  );
  const where = ["region", "sector", "sectors", "structure", "year"].map((column) => cells[column]);
  return [...named, ...where].filter((part) => part !== undefined && part !== "" && part !== "all").join(", ");
}
