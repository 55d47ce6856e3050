import { marketModel } from "@counterweight/market";
import { expect, test } from "vitest";
import { equationRows } from "./equationRows.ts";

const rows = equationRows(marketModel);

test("every equation of the model is printed, with its unit and a sentence", () => {
  expect(rows.length).toBe(
    marketModel.quantities.filter(({ kind }) => kind !== "parameter" && kind !== "lever").length,
  );
  for (const { formula, unit, sentence, symbol } of rows) {
    expect(formula, symbol).not.toBe("");
    expect(unit, symbol).not.toBe("");
    expect(sentence, symbol).not.toBe("");
  }
});

test("the price as in the document, people in exploitation as a stock that starts and changes", () => {
  expect(rows.find(({ symbol }) => symbol === "p")?.formula).toBe("p0*d^(1/ex)*x^(-1/ex)");
  expect(rows.find(({ symbol }) => symbol === "X")?.formula).toBe("X(0) = X0; dX/dt = Mi - out");
});
