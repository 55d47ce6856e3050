import { formulasOf, type Model, type Quantity } from "@counterweight/kernel";

export type EquationRow = {
  readonly symbol: string;
  readonly equation: string;
  readonly kind: Quantity["kind"];
  readonly unit: string;
  readonly formula: string;
  readonly sentence: string;
};

/** The model as people read it: everything computed, in the order and with the numbers of the documentation. */
export function equationRows(model: Model): EquationRow[] {
  return model.quantities
    .filter(({ kind }) => kind !== "parameter" && kind !== "lever")
    .map((quantity) => ({
      symbol: quantity.symbol,
      equation: quantity.equation,
      kind: quantity.kind,
      unit: quantity.unit,
      formula: formulaOf(quantity),
      sentence: quantity.sentence,
    }));
}

function formulaOf(quantity: Quantity): string {
  if (quantity.kind === "stock")
    return `${quantity.symbol}(0) = ${quantity.initial}; d${quantity.symbol}/dt = ${quantity.rate}`;
  if (quantity.kind === "total") return `∫ ${"rate" in quantity ? quantity.rate : quantity.of} dt`;
  return formulasOf(quantity).join("; ");
}
