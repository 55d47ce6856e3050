import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { inProcess } from "@counterweight/kernel";
import { interventionsFile, parseInterventions } from "../catalogue/parse.ts";
import { simulateChunk } from "../ensemble/chunk.ts";
import { ensembleFiles } from "../ensemble/request.ts";
import { parsePositions, positionsFile } from "../positions/parse.ts";

const read = readerOf();

/** The data package as shipped, opened once for the tests. */
export const evidence = openEvidence(read);
export const catalogue = parseInterventions(read(interventionsFile));
export const positions = parsePositions(
  read(positionsFile),
  catalogue.map(({ id }) => id),
);
export const files = ensembleFiles(read);

/** Runs the chunks in this thread. */
export const executor = inProcess(async () => simulateChunk as never);
