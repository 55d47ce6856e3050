import type { Model, Quantity } from "./model.ts";
import type { Node } from "./node.ts";
import { parse } from "./parse.ts";

/** How one way of writing puts formulas together. Brackets are set by the caller of these. */
type Style = {
  /** Quotients stand on one line. */
  readonly flat?: boolean;
  readonly number: (value: number) => string;
  readonly symbol: (quantity: Quantity | undefined, symbol: string) => string;
  readonly row: (...parts: string[]) => string;
  readonly operator: Readonly<Record<"+" | "-" | "*" | "," | "=", string>>;
  readonly brackets: (inner: string) => string;
  readonly fraction: (top: string, bottom: string) => string;
  readonly power: (base: string, exponent: string) => string;
  readonly call: (name: string, operands: readonly string[]) => string;
  readonly sum: (inner: string) => string;
  readonly root: (inner: string) => string;
  readonly ifZero: (tested: string, then: string, otherwise: string) => string;
};

/** How tightly a formula holds together: 1 sums, 2 products, 3 signs, 4 powers, 5 all that needs no brackets. */
function strength(node: Node): number {
  if (node.kind !== "call") return node.kind === "number" && node.value < 0 ? 3 : 5;
  const known: Partial<Record<string, number>> = { add: 1, subtract: 1, multiply: 2, negate: 3, power: 4, sum: 2 };
  return known[node.name] ?? 5;
}

function write(node: Node, style: Style, quantities: ReadonlyMap<string, Quantity>): string {
  const part = (child: Node, least: number) => {
    const inner = write(child, style, quantities);
    // A quotient on one line binds like a product; set as a fraction it needs no brackets.
    const holds = style.flat && child.kind === "call" && child.name === "divide" ? 2 : strength(child);
    return holds < least ? style.brackets(inner) : inner;
  };
  if (node.kind === "number") return style.number(node.value);
  if (node.kind === "symbol") return style.symbol(quantities.get(node.symbol), node.symbol);
  const [a, b, c] = node.operands as [Node, Node, Node];
  switch (node.name) {
    case "add":
      return style.row(part(a, 1), style.operator["+"], part(b, 1));
    case "subtract":
      return style.row(part(a, 1), style.operator["-"], part(b, 2));
    case "multiply":
      return style.row(part(a, 2), style.operator["*"], part(b, 3));
    case "divide":
      return style.fraction(write(a, style, quantities), write(b, style, quantities));
    case "power":
      return style.power(part(a, 5), write(b, style, quantities));
    case "negate":
      return style.row(style.operator["-"], part(a, 2));
    case "sum":
      return style.sum(part(a, 2));
    case "sqrt":
      return style.root(write(a, style, quantities));
    case "ifZero":
      return style.ifZero(...([a, b, c].map((child) => write(child, style, quantities)) as [string, string, string]));
    default:
      return style.call(
        node.name,
        node.operands.map((child) => write(child, style, quantities)),
      );
  }
}

const texSymbol = (quantity: Quantity | undefined, symbol: string) =>
  quantity?.tex ?? (symbol.length === 1 ? symbol : `\\mathit{${symbol.replaceAll("_", "\\_")}}`);

const tex: Style = {
  number: String,
  symbol: texSymbol,
  row: (...parts) => parts.join(" "),
  operator: { "+": "+", "-": "-", "*": "\\,", ",": ",", "=": "=" },
  brackets: (inner) => `\\left(${inner}\\right)`,
  fraction: (top, bottom) => `\\frac{${top}}{${bottom}}`,
  power: (base, exponent) => `{${base}}^{${exponent}}`,
  call: (name, operands) => `\\${name === "log" ? "ln" : name}\\left(${operands.join(", ")}\\right)`,
  sum: (inner) => `\\sum_j ${inner}`,
  root: (inner) => `\\sqrt{${inner}}`,
  ifZero: (tested, then, otherwise) =>
    `\\begin{cases} ${then} & \\text{if } ${tested} = 0 \\\\ ${otherwise} & \\text{else} \\end{cases}`,
};

const letters: Readonly<Record<string, string>> = {
  varepsilon: "ε",
  epsilon: "ϵ",
  sigma: "σ",
  kappa: "κ",
  gamma: "γ",
  lambda: "λ",
  rho: "ρ",
  mu: "μ",
  alpha: "α",
  psi: "ψ",
  Psi: "Ψ",
  nu: "ν",
  xi: "ξ",
  varphi: "φ",
  phi: "ϕ",
  chi: "χ",
  zeta: "ζ",
  iota: "ι",
  theta: "θ",
  eta: "η",
  omega: "ω",
  ell: "ℓ",
};

/** The few forms of TeX that symbols use (letters, ^, _, ', hat, dot), as MathML. */
function mathSymbol(source: string): string {
  let at = 0;
  const group = (): string => {
    if (source[at] === "{") {
      at += 1;
      const inner = sequence("}");
      at += 1;
      return inner;
    }
    const command = /^\\([A-Za-z]+)/.exec(source.slice(at));
    if (command) {
      at += command[0].length;
      const name = command[1] as string;
      if (name === "hat" || name === "dot") return `<mover>${group()}<mo>${name === "hat" ? "^" : "˙"}</mo></mover>`;
      return name === "mathit" ? group() : `<mi>${letters[name] ?? name}</mi>`;
    }
    const word = /^[A-Za-z]+|^[0-9]+|^./.exec(source.slice(at).replace(/^\\_/, "_"))?.[0] as string;
    at += word.length;
    return `<mi>${word}</mi>`;
  };
  const sequence = (stop: string): string => {
    const parts: string[] = [];
    while (at < source.length && source[at] !== stop) {
      const sign = source[at] as string;
      if (sign === "_" || sign === "^") {
        at += 1;
        const base = parts.pop() ?? "<mi></mi>";
        parts.push(sign === "_" ? `<msub>${base}${group()}</msub>` : `<msup>${base}${group()}</msup>`);
      } else if (sign === "'") {
        at += 1;
        parts.push(`<msup>${parts.pop() ?? "<mi></mi>"}<mo>′</mo></msup>`);
      } else if (sign === "/" || sign === "*") {
        at += 1;
        parts.push(`<mo>${sign}</mo>`);
      } else parts.push(group());
    }
    return parts.length === 1 ? (parts[0] as string) : `<mrow>${parts.join("")}</mrow>`;
  };
  return sequence("");
}

const row = (...parts: string[]) => `<mrow>${parts.join("")}</mrow>`;
const bracketed = (inner: string) => row("<mo>(</mo>", inner, "<mo>)</mo>");
const mathml: Style = {
  number: (value) => `<mn>${value}</mn>`,
  symbol: (quantity, symbol) => mathSymbol(quantity?.tex ?? symbol),
  row,
  operator: { "+": "<mo>+</mo>", "-": "<mo>−</mo>", "*": "<mo>·</mo>", ",": "<mo>,</mo>", "=": "<mo>=</mo>" },
  brackets: bracketed,
  fraction: (top, bottom) => `<mfrac>${top}${bottom}</mfrac>`,
  power: (base, exponent) => `<msup>${base}${exponent}</msup>`,
  call: (name, operands) => row(`<mi>${name === "log" ? "ln" : name}</mi>`, bracketed(operands.join("<mo>,</mo>"))),
  sum: (inner) => row("<munder><mo>∑</mo><mi>j</mi></munder>", inner),
  root: (inner) => `<msqrt>${inner}</msqrt>`,
  ifZero: (tested, then, otherwise) =>
    row(
      "<mo>{</mo>",
      `<mtable><mtr><mtd>${then}</mtd><mtd><mtext>if </mtext>${tested}<mo>=</mo><mn>0</mn></mtd></mtr>`,
      `<mtr><mtd>${otherwise}</mtd><mtd><mtext>else</mtext></mtd></mtr></mtable>`,
    ),
};

const plain: Style = {
  flat: true,
  number: String,
  symbol: (_, symbol) => symbol,
  row: (...parts) => parts.join(""),
  operator: { "+": " + ", "-": " - ", "*": "*", ",": ", ", "=": " = " },
  brackets: (inner) => `(${inner})`,
  fraction: (top, bottom) => `(${top})/(${bottom})`,
  power: (base, exponent) => `${base}^(${exponent})`,
  call: (name, operands) => `${name}(${operands.join(", ")})`,
  sum: (inner) => `sum(${inner})`,
  root: (inner) => `sqrt(${inner})`,
  ifZero: (tested, then, otherwise) => `ifZero(${tested}, ${then}, ${otherwise})`,
};

const styles = { tex, mathml, plain } as const;
export type EquationStyle = keyof typeof styles;

/**
 * A formula of the model as an equation: TeX for documents, MathML (the inside of `<math>`) for pages, or plain text that
 * `parse` reads back to the same formula. `left` stands before the equals sign; a symbol of the model is printed as such.
 */
export function equation(model: Model, left: string, formula: string, style: EquationStyle): string {
  const quantities = new Map(model.quantities.map((quantity) => [quantity.symbol, quantity]));
  const chosen = styles[style];
  const known = quantities.get(left);
  const head = known ? chosen.symbol(known, left) : left;
  const body = write(parse(formula), chosen, quantities);
  return head === "" ? body : chosen.row(head, chosen.operator["="], body);
}

/** A symbol of the model alone, in a style. */
export function printSymbol(model: Model, symbol: string, style: EquationStyle): string {
  const quantity = model.quantities.find((one) => one.symbol === symbol);
  return styles[style].symbol(quantity, symbol);
}
