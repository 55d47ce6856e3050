import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import type { BatchMachine } from "@counterweight/kernel";
import { type EnsembleEngine, ensembleEngine, type Levers } from "@counterweight/market";
import { drawParameters, placeNamed, switchedOff } from "@counterweight/policy";

/** The task of the lab: 1,024 draws in three structures, all sectors of a region, 30 years, one policy. */
export const draws = 1024;
export const structures = ["D", "S", "E"] as const;
export const outcomes = ["personYears", "X", "profit", "entered", "recordedTotal", "lawfulTotal", "p"];

/** Lever moves such as a hand makes: sizes walk through the middle of their ranges. */
export function move(index: number): Levers {
  const at = (speed: number, size: number) => (size * (1 + Math.sin(index * speed))) / 2;
  return { det: at(0.7, 1), rights: at(0.31, 0.3), safe: at(0.23, 0.2), select: at(0.41, 0.1), shelter: at(0.13, 0.5) };
}

/** Engines of the three structures with a slice of the draws loaded. */
export function engines(
  machine: BatchMachine["kind"],
  slice: number,
  slices: number,
  levels?: readonly number[],
): EnsembleEngine[] {
  const evidence = openEvidence(readerOf());
  const place = placeNamed("Africa");
  return structures.map((structure) => {
    const all = drawParameters({ evidence, place, structure, seed: 1, start: 0, count: draws });
    const [from, to] = [(slice * draws) / slices, ((slice + 1) * draws) / slices];
    const columns = {
      draws: to - from,
      segments: all.segments,
      of: new Map([...all.of].map(([symbol, columns]) => [symbol, columns.map((column) => column.slice(from, to))])),
    };
    const engine = ensembleEngine({
      structure,
      segments: all.segments,
      capacity: to - from,
      outcomes,
      machine,
      fixed: Object.fromEntries(switchedOff(columns.of).map((symbol) => [symbol, 0])),
      ...(levels === undefined ? {} : { levels }),
    });
    engine.load(columns);
    return engine;
  });
}
