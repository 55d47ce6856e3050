/** What a formula may do: the operators, and named functions of fixed numbers of arguments. */
export const functions = {
  add: 2,
  subtract: 2,
  multiply: 2,
  divide: 2,
  power: 2,
  negate: 1,
  exp: 1,
  log: 1,
  sqrt: 1,
  min: 2,
  max: 2,
  /** sum(a): a added over all segments, the first segment first. */
  sum: 1,
  /** ifZero(a, b, c): b where a is 0, else c. */
  ifZero: 3,
} as const;

export type FunctionName = keyof typeof functions;

/** A formula as a tree. */
export type Node =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "symbol"; readonly symbol: string }
  | { readonly kind: "call"; readonly name: FunctionName; readonly operands: readonly Node[] };

export const numeral = (value: number): Node => ({ kind: "number", value });
export const named = (symbol: string): Node => ({ kind: "symbol", symbol });
export const call = (name: FunctionName, ...operands: Node[]): Node => ({ kind: "call", name, operands });

/** All symbols a formula mentions, each once, in order of first mention. */
export function symbolsOf(node: Node, found: Set<string> = new Set()): Set<string> {
  if (node.kind === "symbol") found.add(node.symbol);
  else if (node.kind === "call") for (const operand of node.operands) symbolsOf(operand, found);
  return found;
}
