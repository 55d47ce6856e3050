import {
  type Discovery,
  discover,
  type Ensemble,
  type InformationValue,
  type Intervention,
  informationValue,
  interventionsFile,
  type Leverage,
  leverageOf,
  parseInterventions,
  placeNamed,
  single,
} from "@counterweight/policy";
import { readerOf } from "../../data/files.ts";
import { engine } from "../../engine/engine.ts";

export type LeverageData = {
  readonly catalogue: readonly Intervention[];
  readonly ensemble: Ensemble;
  readonly leverage: readonly Leverage[];
  readonly information: InformationValue;
};

/** Fewer draws than the command line takes, so that a page answers at once; the same seed. */
export const [draws, seed, years] = [256, 1, 10];

const known = new Map<string, Promise<LeverageData>>();

/** Every measure in every theory for one region, once a visit. */
export function leverageData(region: string): Promise<LeverageData> {
  const asked = known.get(region) ?? compute(region);
  known.set(region, asked);
  return asked;
}

async function compute(region: string): Promise<LeverageData> {
  const read = await readerOf([interventionsFile]);
  const catalogue = parseInterventions(read(interventionsFile));
  const ensemble = await engine.ensemble({
    place: placeNamed(region),
    structures: ["D", "S", "E"],
    policies: catalogue.map(single),
    catalogue,
    draws,
    seed,
    years,
    files: {},
  });
  return {
    catalogue,
    ensemble,
    leverage: leverageOf(ensemble),
    information: informationValue(ensemble, "dollar", 6),
  };
}

/** Where one measure fails. */
export function failures({ ensemble }: LeverageData, policy: string): Discovery {
  return discover(ensemble, policy, 0, seed);
}
