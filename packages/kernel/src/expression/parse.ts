import { nearest, Problem } from "../problem.ts";
import { call, type FunctionName, functions, type Node, named, numeral } from "./node.ts";

const token =
  /\s*(?:([0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)|([A-Za-z][A-Za-z0-9_]*)|([-+*/^(),]))/y;
const infix: Record<string, { readonly name: FunctionName; readonly binds: number }> = {
  "+": { name: "add", binds: 1 },
  "-": { name: "subtract", binds: 1 },
  "*": { name: "multiply", binds: 2 },
  "/": { name: "divide", binds: 2 },
  "^": { name: "power", binds: 4 },
};
const operatorNames = new Set(["add", "subtract", "multiply", "divide", "power", "negate"]);
const callable = Object.keys(functions).filter((name) => !operatorNames.has(name));

function tokens(text: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw fault(text, `"${text.slice(at).trim()[0]}" cannot stand here`);
    found.push(match[1] ?? match[2] ?? match[3] ?? "");
  }
  return found;
}

function fault(text: string, what: string, expected?: string): Problem {
  return new Problem({
    code: "formula.syntax",
    where: `formula "${text}"`,
    what,
    ...(expected === undefined ? {} : { expected }),
  });
}

/**
 * Reads a formula: numbers, symbols, + - * / ^ (to the right first, and before a sign), brackets, and calls such as
 * `min(a, b)`. Precedence climbing after Pratt (1973). Example: `parse("p0 * x^(-1/ex)")`.
 */
export function parse(text: string): Node {
  const list = tokens(text);
  let at = 0;
  const take = (wanted?: string): string => {
    const next = list[at];
    if (next === undefined) throw fault(text, "the formula ends too early", wanted);
    if (wanted !== undefined && next !== wanted) throw fault(text, `"${next}" cannot stand here`, `"${wanted}"`);
    at += 1;
    return next;
  };

  const expression = (least: number): Node => {
    let left = operand();
    for (;;) {
      const operator = infix[list[at] ?? ""];
      if (!operator || operator.binds < least) return left;
      at += 1;
      left = call(operator.name, left, expression(operator.name === "power" ? operator.binds : operator.binds + 1));
    }
  };

  const operand = (): Node => {
    const next = take();
    if (next === "-") {
      const inner = expression(3);
      return inner.kind === "number" ? numeral(-inner.value) : call("negate", inner);
    }
    if (next === "(") {
      const inner = expression(1);
      take(")");
      return inner;
    }
    if (/^[0-9.]/.test(next)) return numeral(Number(next));
    if (!/^[A-Za-z]/.test(next)) throw fault(text, `"${next}" cannot stand here`);
    return list[at] === "(" ? functionCall(next) : named(next);
  };

  const functionCall = (name: string): Node => {
    if (!callable.includes(name))
      throw fault(text, `there is no function "${name}"`, nearest(name, callable, 1)[0] ?? callable.join(", "));
    take("(");
    const operands = [expression(1)];
    while (list[at] === ",") {
      at += 1;
      operands.push(expression(1));
    }
    take(")");
    const wanted = functions[name as FunctionName];
    if (operands.length !== wanted) throw fault(text, `${name} has ${operands.length} arguments`, `${wanted}`);
    return call(name as FunctionName, ...operands);
  };

  const whole = expression(1);
  if (at < list.length) throw fault(text, `"${list[at]}" cannot stand here`);
  return whole;
}
