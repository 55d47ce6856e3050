import { Problem } from "@counterweight/kernel";
import { horizons, type Intervention, pointsOfChain, type SizeBasis, sectorScopes } from "./intervention.ts";
import { parseLevers } from "./levers.ts";
import type { Row } from "./row.ts";

const grades = ["A", "B", "C"] as const;
const bases: readonly SizeBasis[] = ["P", "L", "S"];
const figureId = /^[A-Z]+-\d{3}$/;

/** Reads one row of the catalogue. @throws Problem naming file, row and column in one sentence. */
export function parseIntervention(row: Row): Intervention {
  const whole = readCells(row);
  const { low, central, high } = whole.cost;
  if (!(0 <= low && low <= central && central <= high))
    throw row.fault("cost_per_year_central", "the costs are not in number order", "0 <= low <= central <= high");
  const same = row.text("levers") === row.text("levers_first");
  if (same !== (whole.mappingReason === ""))
    throw row.fault("mapping_reason", same ? "a reason is given though no lever moved" : "a lever moved without a reason");
  return whole;
}

function readCells(row: Row): Intervention {
  const basisText = row.filled("size_basis");
  const contested = row.filled("contested");
  return {
    id: row.matching("id", /^[a-z][a-z-]*$/, "a short name in lower case with hyphens"),
    name: row.filled("name"),
    pointOfChain: row.oneOf("point_of_chain", pointsOfChain),
    horizon: row.oneOf("horizon", horizons),
    whatItIs: row.filled("what_it_is"),
    levers: parseLevers(row.filled("levers"), row.where("levers")),
    leversFirst: parseFirst(row),
    mappingReason: row.text("mapping_reason"),
    scope: row.oneOf("segments", sectorScopes),
    basis: row.choice("size_basis", basisText.slice(0, 1) as SizeBasis, bases),
    basisText: basisText.slice(2).trim(),
    reach: row.filled("reach_of_one_unit"),
    evidence: row.list("size_evidence", figureId),
    grade: row.oneOf("evidence_grade", grades),
    cost: {
      low: row.number("cost_low"),
      central: row.number("cost_per_year_central"),
      high: row.number("cost_high"),
    },
    costEvidence: currency(row),
    alsoTouches: row.filled("who_else_it_touches"),
    knownHarms: row.list("known_harms", figureId),
    foundingText: row.filled("founding_text"),
    evidenceSays: row.filled("what_evidence_says"),
    contested: contested.startsWith("yes"),
    contestedBy: contested.replace(/^(yes|no):?\s*/, ""),
    limits: row.filled("limits_of_mapping"),
  };
}

function parseFirst(row: Row) {
  const first = row.filled("levers_first");
  return parseLevers(first, row.where("levers_first"));
}

function currency(row: Row): string {
  if (row.text("cost_currency_year") !== "USD 2021")
    throw row.fault("cost_currency_year", `the cost is in "${row.text("cost_currency_year")}"`, "USD 2021");
  return row.filled("cost_evidence");
}

/** Reads the whole catalogue; ids are unique. */
export function parseInterventions(rows: readonly Row[]): Intervention[] {
  const interventions = rows.map(parseIntervention);
  const seen = new Map<string, number>();
  interventions.forEach(({ id }, index) => {
    const earlier = seen.get(id);
    if (earlier !== undefined)
      throw new Problem({
        code: "interventions.twice",
        where: rows[index]?.where("id") ?? "",
        what: `"${id}" stands in row ${earlier} already`,
      });
    seen.set(id, rows[index]?.line ?? 0);
  });
  return interventions;
}
