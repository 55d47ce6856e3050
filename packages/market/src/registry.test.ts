import { openEvidence, sectors, structures } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { expect, test } from "vitest";
import { inputsOf, modelOf } from "./structures.ts";

const { parameters } = openEvidence(readerOf());
const rowOf = (symbol: string) => parameters.rows.find((row) => row.symbol === symbol);

test("every parameter of the model has a prior, in every structure and sector", () => {
  const gaps = structures.flatMap((structure) =>
    [...inputsOf(modelOf(structure))]
      .filter(([, input]) => input.kind === "parameter")
      .flatMap(([symbol]) =>
        sectors
          .filter((sector) => {
            const row = rowOf(symbol);
            return row === undefined || parameters.find(row.name, { sector, structure }) === undefined;
          })
          .map((sector) => `${symbol} in ${structure}, ${sector}`),
      ),
  );
  expect(gaps).toEqual([]);
});

test("every parameter of the registry is in the model, or is known to act outside it", () => {
  // g0 makes p0; nonPunishment is a lever whose registry row is what exists already; yHalf and Emax belong to budgets.
  const outside = new Set(["g0", "nonPunishment", "yHalf", "Emax"]);
  const known = new Set(structures.flatMap((structure) => [...inputsOf(modelOf(structure)).keys()]));
  const strangers = parameters.rows
    .map(({ symbol }) => symbol)
    .filter((symbol) => !known.has(symbol) && !outside.has(symbol));
  expect(strangers).toEqual([]);
});

test("admissible bounds of the registry lie within those of the model", () => {
  const model = inputsOf(modelOf("W"));
  const beyond = parameters.rows.flatMap(({ symbol, name, valueBounds: { least, most } }) => {
    const range = model.get(symbol)?.range;
    if (range === undefined) return [];
    const { above, least: from, most: to } = { above: -Infinity, least: -Infinity, most: Infinity, ...range };
    return least < Math.max(from, above) || most > to ? [`${name} ${symbol}`] : [];
  });
  expect(beyond).toEqual([]);
});
