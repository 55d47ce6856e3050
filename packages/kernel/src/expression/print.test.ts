import { describe, expect, test } from "vitest";
import { equation, parse, printSymbol, readModel } from "./index.ts";

const model = readModel(
  "printed",
  String.raw`
## 1. Printed
parameter eps[j] elasticity | 1 | > 0 | An elasticity. | \varepsilon
parameter qh[j] perceived | 1 | > 0 | Perceived. | \hat{q}
parameter X0[j] start | persons | > 0 | Start. | X_0
auxiliary y[j] y | 1 | (X0 + 1)^(-eps)/2 - (qh - eps) | A result. | y'
`,
);

describe("equations", () => {
  test("TeX", () => {
    expect(equation(model, "y", "(X0 + 1)^(-eps)/2 - (qh - eps)", "tex")).toBe(
      String.raw`y' = \frac{{\left(X_0 + 1\right)}^{- \varepsilon}}{2} - \left(\hat{q} - \varepsilon\right)`,
    );
    expect(equation(model, "", "sum(X0*eps) + ifZero(eps, 1, exp(qh))", "tex")).toBe(
      String.raw`\sum_j X_0 \, \varepsilon + \begin{cases} 1 & \text{if } \varepsilon = 0 \\ \exp\left(\hat{q}\right) & \text{else} \end{cases}`,
    );
  });

  test("MathML", () => {
    expect(equation(model, "y", "X0/eps", "mathml")).toBe(
      "<mrow><msup><mi>y</mi><mo>′</mo></msup><mo>=</mo><mfrac><msub><mi>X</mi><mi>0</mi></msub><mi>ε</mi></mfrac></mrow>",
    );
    expect(printSymbol(model, "qh", "mathml")).toBe("<mover><mi>q</mi><mo>^</mo></mover>");
  });

  test("plain text is read back to the same formula", () => {
    for (const formula of [
      "a - (b - c)",
      "a/(b*c)^d",
      "-(a + b)*c",
      "(a - b)*(c/d)",
      "min(a, -b)^2",
      "sum(a*b) + c",
      "(-a)^2",
      "a*(b*c)",
    ]) {
      const text = equation(model, "", formula, "plain");
      expect(equation(model, "", text, "plain"), formula).toBe(text);
      expect(evaluate(text), `${formula} as ${text}`).toBeCloseTo(evaluate(formula), 12);
    }
  });
});

/** Evaluates a formula of a, b, c, d directly on its tree. */
function evaluate(formula: string): number {
  const known: Record<string, number> = { a: 1.7, b: 0.6, c: 2.3, d: 1.1 };
  const visit = (node: ReturnType<typeof parse>): number => {
    if (node.kind === "number") return node.value;
    if (node.kind === "symbol") return known[node.symbol] as number;
    const [x, y] = node.operands.map(visit) as [number, number];
    const compute: Record<string, () => number> = {
      add: () => x + y,
      subtract: () => x - y,
      multiply: () => x * y,
      divide: () => x / y,
      power: () => x ** y,
      negate: () => -x,
      min: () => Math.min(x, y),
      sum: () => x,
    };
    return (compute[node.name] as () => number)();
  };
  return visit(parse(formula));
}
