import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { expect, test } from "vitest";
import { interventionsFile, parseInterventions } from "../catalogue/parse.ts";
import { parsePositions, positionsFile } from "./parse.ts";

const read = readerOf();
const interventions = parseInterventions(read(interventionsFile));
const ids = interventions.map(({ id }) => id);
const text = read(positionsFile);
const positions = parsePositions(text, ids);

test("four positions, each in words its holders would sign, with sources and what could change their mind", () => {
  expect(positions.map(({ id }) => id)).toEqual([
    "abolitionist-demand-led",
    "sex-worker-rights-supply-led",
    "labour-rights",
    "criminal-justice",
  ]);
  for (const { inTheirWords, sources, couldChangeTheirMind } of positions) {
    expect(inTheirWords.length).toBeGreaterThan(300);
    expect(sources.publications.length).toBeGreaterThan(3);
    expect(couldChangeTheirMind).not.toBe("");
  }
});

test("every figure a position reads exists", () => {
  const { figures } = openEvidence(read);
  const named = positions.flatMap(({ beliefs, sources }) => [
    ...sources.figures,
    ...beliefs.readsEvidence.flatMap((reading) => reading.figures),
  ]);
  expect(named.filter((id) => !figures.has(id))).toEqual([]);
});

test("a belief about a size speaks of a lever the intervention has", () => {
  const wrong = positions.flatMap(({ beliefs }) =>
    beliefs.leverSizes.filter(
      ({ intervention, lever }) =>
        !interventions.find(({ id }) => id === intervention)?.levers.some((size) => size.lever === lever),
    ),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ["no JSON", "{", /positions\.json: this is not JSON/],
  [
    "an unknown intervention",
    text.replace('"kafala-mobility"', '"kafala"'),
    /positions\[2\]\.beliefs\.lever_sizes\[0\]\.intervention: "kafala" is not known/,
  ],
  [
    "an unknown parameter",
    text.replace('"thz"', '"thzz"'),
    /positions\[0\]\.beliefs\.parameters: "thzz" is not known; expected thz/,
  ],
  [
    "weights that do not add up",
    text.replace('"central": 0.7', '"central": 0.6'),
    /structures: the central weights add up to 0\.9/,
  ],
  [
    "a range upside down",
    text.replace(/"xi": \[\s*0\.8,\s*2\.0\s*\]/, '"xi": [2, 0.8]'),
    /xi: a range is two numbers, the lower first/,
  ],
])("refuses %s", (_name, changed, message) => {
  expect(changed).not.toBe(text);
  expect(() => parsePositions(changed, ids)).toThrow(message);
});
