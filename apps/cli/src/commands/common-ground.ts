import { readerOf } from "@counterweight/evidence/files";
import {
  commonGround,
  embracing,
  largestPackage,
  packagesOf,
  parsePositions,
  placeWords,
  positionsFile,
} from "@counterweight/policy";
import { type Command, usageProblem } from "../command.ts";
import { commonGroundAnswer } from "../common-ground/answer.ts";
import { readInput, readOptions, wholeNumber } from "../options.ts";
import { give } from "../policy/answer.ts";
import { ensembleOptions, ensembleUsage, readEnsemble } from "../policy/options.ts";
import { simulateAll } from "../policy/simulate.ts";

export const command: Command = {
  name: "common-ground",
  summary: "What people with different beliefs and values would all support, and what divides them",
  usage: `
counterweight common-ground [--positions FILE|-] [--threshold PERCENT] [OPTIONS]

  --positions FILE     positions as JSON; the four shipped ones where absent (data/interventions/positions.json)
  --threshold PERCENT  what counts as support: probability that a measure beats doing nothing, 80 where absent
  --save FILE.json     a study file: "counterweight study FILE.json" gives the same again
${ensembleUsage}

Draws are for each position and theory, 256 where absent. Theories always are D, S and E, weighed by each position.`,
  run: async (args, terminal) => {
    const { values } = readOptions(
      "common-ground",
      args,
      {
        ...ensembleOptions,
        positions: { type: "string" },
        threshold: { type: "string" },
        save: { type: "string" },
      },
      0,
    );
    if (values.structures !== undefined && !/^\s*d\s*,\s*s\s*,\s*e\s*$/i.test(values.structures))
      throw usageProblem("common-ground", `--structures is "${values.structures}"`, "D,S,E, which positions weigh");
    const { catalogue, chosen, request, workers } = readEnsemble(
      "common-ground",
      { ...values, structures: "D,S,E" },
      { draws: 256 },
    );
    const threshold = wholeNumber("common-ground", "threshold", values.threshold, 80, 1, 100) / 100;
    const text = values.positions ? await readInput(values.positions, terminal) : readerOf()(positionsFile);
    const positions = parsePositions(
      text,
      catalogue.map(({ id }) => id),
      values.positions ?? positionsFile,
    );
    const wide = { ...request, beliefs: embracing(positions, catalogue) };
    const requests = positions.map(({ beliefs }) => ({ ...request, beliefs }));
    const [embraced, ...ensembles] = await simulateAll([wide, ...requests], terminal, workers);
    if (embraced === undefined) throw new Error("no ensemble");
    const held = positions.flatMap((position, index) => {
      const ensemble = ensembles[index];
      return ensemble ? [{ position, ensemble }] : [];
    });
    const options = { threshold, seed: request.seed };
    const result = commonGround(held, embraced, options);
    const policies = packagesOf(result.shared);
    const packed = await simulateAll(
      policies.length > 1 ? requests.map((one) => ({ ...one, policies })) : [],
      terminal,
      workers,
      "Trying packages",
    );
    const largest =
      packed.length > 0
        ? largestPackage(
            held.map(({ position }, index) => ({ position, ensemble: packed[index] ?? embraced })),
            held,
            threshold,
            options,
          )
        : undefined;
    const { draws, seed, years, place } = request;
    const about = { draws, seed, years, place: placeWords(place) };
    await give("common-ground", values, terminal, commonGroundAnswer({ result, largest, held, chosen, about }));
    return 0;
  },
};
