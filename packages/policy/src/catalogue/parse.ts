import { among, type Cells, figuresIn, filled, numberIn, rowsOf, wordIn } from "./cells.ts";
import { horizons, type Intervention, pointsOfChain, type SizeBasis, sectorScopes } from "./intervention.ts";
import { parseLevers } from "./levers.ts";

export const interventionsFile = "interventions/interventions.csv";

const bases: readonly SizeBasis[] = ["P", "L", "S"];

/**
 * Reads the catalogue of tactics, every row kept, ids unique.
 * @throws Problem naming file, row and column in one sentence.
 */
export function parseInterventions(text: string, file = interventionsFile): Intervention[] {
  const seen = new Set<string>();
  return rowsOf(file, text).map((cells) => {
    const intervention = parseRow(cells);
    if (seen.has(intervention.id)) throw cells.fault("id", `"${intervention.id}" stands in an earlier row already`);
    seen.add(intervention.id);
    return intervention;
  });
}

function parseRow(cells: Cells): Intervention {
  const basisText = filled(cells, "size_basis");
  const contested = filled(cells, "contested");
  const id = filled(cells, "id");
  if (!/^[a-z][a-z-]*$/.test(id)) throw cells.fault("id", `"${id}" does not fit`, "lower case with hyphens");
  return {
    id,
    name: filled(cells, "name"),
    pointOfChain: wordIn(cells, "point_of_chain", pointsOfChain),
    horizon: wordIn(cells, "horizon", horizons),
    whatItIs: filled(cells, "what_it_is"),
    ...mapping(cells),
    scope: wordIn(cells, "segments", sectorScopes),
    basis: among(cells, "size_basis", basisText.slice(0, 1), bases),
    basisText: basisText.slice(2).trim(),
    reach: filled(cells, "reach_of_one_unit"),
    evidence: figuresIn(cells, "size_evidence"),
    grade: wordIn(cells, "evidence_grade", ["A", "B", "C"]),
    cost: costOf(cells),
    costEvidence: filled(cells, "cost_evidence"),
    alsoTouches: filled(cells, "who_else_it_touches"),
    knownHarms: figuresIn(cells, "known_harms"),
    foundingText: filled(cells, "founding_text"),
    evidenceSays: filled(cells, "what_evidence_says"),
    contested: contested.startsWith("yes"),
    contestedBy: contested.replace(/^(yes|no):?\s*/, ""),
    limits: filled(cells, "limits_of_mapping"),
  };
}

function mapping(cells: Cells): Pick<Intervention, "levers" | "leversFirst" | "mappingReason"> {
  const [now, first] = [filled(cells, "levers"), filled(cells, "levers_first")];
  const mappingReason = cells.text("mapping_reason");
  const read = (column: string, text: string) => parseLevers(text, cells.fault(column, "").details.where ?? column);
  const levers = read("levers", now);
  const leversFirst = read("levers_first", first);
  if (now !== first && mappingReason === "") throw cells.fault("mapping_reason", "a lever moved without a reason");
  if (now === first && mappingReason !== "")
    throw cells.fault("mapping_reason", "a reason is given though no lever moved");
  return { levers, leversFirst, mappingReason };
}

function costOf(cells: Cells): Intervention["cost"] {
  const money = filled(cells, "cost_currency_year");
  if (money !== "USD 2021") throw cells.fault("cost_currency_year", `the cost is in "${money}"`, "USD 2021");
  const cost = {
    low: numberIn(cells, "cost_low"),
    central: numberIn(cells, "cost_per_year_central"),
    high: numberIn(cells, "cost_high"),
  };
  if (!(0 <= cost.low && cost.low <= cost.central && cost.central <= cost.high))
    throw cells.fault("cost_per_year_central", "the costs are not in number order", "0 <= low <= central <= high");
  return cost;
}
