import { openEvidence } from "@counterweight/evidence";
import { type BatchMachine, hasSimd, stream } from "@counterweight/kernel";
import { ensembleEngine, inputsOf, type Levers, modelOf, structureNames } from "@counterweight/market";
import { drawParameters, placeNamed } from "@counterweight/policy";

const outcomes = [
  "personYears",
  "profit",
  "entered",
  "convictions",
  "recordedTotal",
  "lawfulTotal",
  "arrestedTotal",
  "X",
  "A",
  "U",
  "Q",
  "V",
  "p",
  "Psi",
  "EV",
];
const draws = 4096;

/** A random size of every lever for every draw, within and beyond what the catalogue uses. */
function randomLevers(structure: (typeof structureNames)[number]): Levers {
  const source = stream(11, `levers ${structure}`);
  const dollars: Record<string, number> = { dc: 400, acquire: 400, mover: 200 };
  const sizes: Record<string, Float64Array> = {};
  for (const { symbol, kind, neutral, range } of inputsOf(modelOf(structure)).values()) {
    if (kind !== "lever") continue;
    const most = dollars[symbol] ?? (neutral === 1 ? 3 : Math.min(2, (range.most ?? 2) * 0.8));
    const least = neutral === 1 ? 0.6 : range.least === 0 || symbol in dollars ? 0 : -0.3;
    sizes[symbol] = Float64Array.from({ length: draws }, () => least + (most - least) * source.uniform());
  }
  return sizes;
}

/** FNV-1a over the bits of a column; NaN counts as one value. */
function hash(column: Float64Array): string {
  const view = new Uint32Array(column.map((value) => (Number.isNaN(value) ? Number.NaN : value)).slice().buffer);
  let sum = 0x811c9dc5;
  for (const word of view) sum = Math.imul(sum ^ word, 0x01000193);
  return (sum >>> 0).toString(16);
}

/** Runs 16,384 draws of the priors, with random sizes of all levers, and gives a hash of every column of results. */
export function engineDigits(files: Readonly<Record<string, string>>, machine?: BatchMachine["kind"]): string {
  const evidence = openEvidence((path) => files[path] ?? "");
  const place = placeNamed("africa", "industry");
  const lines = structureNames.map((structure) => {
    const columns = drawParameters({ evidence, place, structure, seed: 3, start: 0, count: draws });
    const chosen = machine ?? (hasSimd() ? "simd" : "scalar");
    const engine = ensembleEngine({
      structure,
      segments: 1,
      capacity: draws,
      outcomes,
      machine: chosen,
      years: 10,
      levels: [1],
    });
    engine.load(columns);
    const result = engine.run(randomLevers(structure));
    return outcomes.flatMap((outcome) => result.of(outcome).map(hash)).join(" ");
  });
  return lines.join("\n");
}
