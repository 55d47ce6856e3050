import { type Intervention, interventionsFile, parseInterventions } from "@counterweight/policy";
import { dataFile } from "./files.ts";

/** The measures of the catalogue, in its order. */
export const catalogue = async (): Promise<readonly Intervention[]> =>
  parseInterventions(await dataFile(interventionsFile));
