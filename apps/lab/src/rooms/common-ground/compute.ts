import {
  type Ensemble,
  embracing,
  type Held,
  type Intervention,
  interventionsFile,
  parseInterventions,
  parsePositions,
  placeNamed,
  positionsFile,
  single,
} from "@counterweight/policy";
import { readerOf } from "../../data/files.ts";
import { engine } from "../../engine/engine.ts";

export type GroundData = {
  readonly catalogue: readonly Intervention[];
  readonly held: readonly Held[];
  readonly wide: Ensemble;
};

/** Fewer draws than the command line takes, so that a page answers at once; the same seed. */
export const [draws, seed, years] = [32, 1, 10];

/** Every position's own ensemble, and the one wide enough for all of them. Drawn once a visit. */
export async function groundData(): Promise<GroundData> {
  const read = await readerOf([interventionsFile, positionsFile]);
  const catalogue = parseInterventions(read(interventionsFile));
  const positions = parsePositions(
    read(positionsFile),
    catalogue.map(({ id }) => id),
  );
  const request = {
    place: placeNamed("World"),
    structures: ["D", "S", "E"] as const,
    policies: catalogue.map(single),
    catalogue,
    draws,
    seed,
    years,
    files: {},
  };
  const [wide, ...ensembles] = await Promise.all(
    [embracing(positions, catalogue), ...positions.map(({ beliefs }) => beliefs)].map((beliefs) =>
      engine.ensemble({ ...request, beliefs }),
    ),
  );
  if (wide === undefined) throw new Error("nothing was computed");
  const held = positions.flatMap((position, index) => {
    const ensemble = ensembles[index];
    return ensemble === undefined ? [] : [{ position, ensemble }];
  });
  return { catalogue, held, wide };
}
