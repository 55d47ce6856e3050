import { nearest, Problem } from "../problem.ts";
import { formulasOf, givenBy, type Model, type Quantity } from "./model.ts";
import { type Node, symbolsOf } from "./node.ts";
import { parse } from "./parse.ts";

type Known = ReadonlyMap<string, Pick<Quantity, "symbol" | "kind" | "per">>;

function fault(model: Model, symbol: string, what: string, expected?: string): Problem {
  return new Problem({
    code: "model.invalid",
    where: `model "${model.name}", ${symbol}`,
    what,
    ...(expected === undefined ? {} : { expected }),
  });
}

/**
 * Finds what would make a model meaningless: a symbol twice, a name nobody defines, a per-segment quantity used in a
 * per-run formula outside `sum`, and definitions that go in a circle. Throws a `Problem` that names the quantity.
 */
export function check(model: Model): void {
  const given = givenBy(model);
  const bySymbol = new Map<string, Pick<Quantity, "symbol" | "kind" | "per">>(
    given.entries().map(([symbol, per]) => [symbol, { symbol, kind: "auxiliary", per }]),
  );
  for (const quantity of model.quantities) {
    if (bySymbol.has(quantity.symbol)) throw fault(model, quantity.symbol, "the symbol is defined twice");
    bySymbol.set(quantity.symbol, quantity);
  }
  for (const quantity of model.quantities)
    for (const formula of formulasOf(quantity)) {
      const node = parse(formula);
      checkNames(model, quantity, node, bySymbol);
      if (quantity.per === "run") checkExtent(model, quantity, node, bySymbol);
    }
  for (const formula of ["formula", "initial"] as const) checkCircles(model, formula);
}

function checkNames(model: Model, quantity: Quantity, node: Node, known: Known): void {
  for (const symbol of symbolsOf(node)) {
    const other = known.get(symbol);
    if (!other)
      throw fault(
        model,
        quantity.symbol,
        `the formula uses "${symbol}", which nothing defines`,
        nearest(symbol, [...known.keys()], 1)[0],
      );
    if (other.kind === "total")
      throw fault(model, quantity.symbol, `the formula uses the total "${symbol}"`, "totals only as results");
  }
}

function checkExtent(model: Model, quantity: Quantity, node: Node, known: Known): void {
  if (node.kind === "symbol") {
    const per = known.get(node.symbol)?.per;
    if (per === "segment")
      throw fault(
        model,
        quantity.symbol,
        `"${node.symbol}" has a value for each segment and the formula has one for the run`,
        "sum(...)",
      );
  } else if (node.kind === "call" && node.name !== "sum")
    for (const operand of node.operands) checkExtent(model, quantity, operand, known);
}

/** With `initial`, stocks count by their starting formula; with `formula` they end a chain. */
function checkCircles(model: Model, through: "formula" | "initial"): void {
  const known = new Map(model.quantities.map((quantity) => [quantity.symbol, quantity]));
  const done = new Set<string>();
  const visit = (symbol: string, path: readonly string[]): void => {
    if (path.includes(symbol))
      throw fault(
        model,
        symbol,
        `the definition goes in a circle: ${[...path.slice(path.indexOf(symbol)), symbol].join(" → ")}`,
      );
    if (done.has(symbol)) return;
    const quantity = known.get(symbol);
    const formula =
      quantity && "formula" in quantity
        ? quantity.formula
        : quantity?.kind === "stock" && through === "initial"
          ? quantity.initial
          : undefined;
    if (formula !== undefined) for (const next of symbolsOf(parse(formula))) visit(next, [...path, symbol]);
    done.add(symbol);
  };
  for (const quantity of model.quantities) visit(quantity.symbol, []);
}
