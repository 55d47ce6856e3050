import { Problem } from "../problem.ts";
import { type Extent, type Model, type Quantity, type Range, solveFields } from "./model.ts";

const head =
  /^(parameter|lever|stock|flow|auxiliary|outcome|total)\s+([A-Za-z][A-Za-z0-9_]*)(\[j\])?\s+([A-Za-z0-9]+)$/;
const field = /^(starts|rate|of|response|relaxation|spread|gather|loop|correction|solve ([A-Za-z]+))\s*=\s*(.+)$/;

/**
 * Reads a model from its text form:
 *
 *     ## 1. Price                                      (the number goes with all quantities below)
 *     auxiliary p[j] price | $ per person-year | p0 * (d/x)^(1/ex) | Price at which the market clears.
 *     parameter s[j] exploitedShare | share | >= 0 <= 1 | Exploited share of buyers' spending.
 *     lever det[j] detection | share | > -1 = 0 | Detection led by the police.   (= 0: neutral value)
 *     stock X[j] exploited | persons | People in exploitation.
 *       starts = X0
 *       rate = inflow - out
 *
 * `[j]`: one value for each segment. A last column, after one more bar, is how TeX prints the symbol. Lines that begin
 * with `//` are left out. Throws a `Problem` that names the line.
 */
export function readModel(name: string, text: string): Model {
  const quantities: Record<string, unknown>[] = [];
  let equation = "";
  text.split("\n").forEach((line, index) => {
    const fault = (what: string, expected?: string) =>
      new Problem({
        code: "model.syntax",
        where: `model "${name}", line ${index + 1}`,
        what,
        ...(expected === undefined ? {} : { expected }),
      });
    if (line.trim() === "" || line.startsWith("//")) return;
    const heading = /^## ([^.]+)\./.exec(line);
    if (heading) {
      equation = heading[1] as string;
      return;
    }
    if (line.startsWith(" ")) {
      const match = field.exec(line.trim());
      const last = quantities.at(-1);
      const part = match?.[2];
      if (!match || !last || (part !== undefined && !solveFields.some((known) => known === part)))
        throw fault(
          "the line cannot be read",
          `starts, rate, of, response, relaxation, spread, gather, loop, correction or solve (${solveFields.join(", ")}) = formula`,
        );
      if (part !== undefined) last["solve"] = { ...(last["solve"] as object | undefined), [part]: match[3] };
      else last[match[1] === "starts" ? "initial" : (match[1] as string)] = match[3];
      return;
    }
    const cells = line.split(" | ").map((cell) => cell.trim());
    const match = head.exec(cells[0] as string);
    if (!match) throw fault(`"${cells[0]}" cannot be read`, "a kind, a symbol and a name");
    const [, kind, symbol, indexed, longName] = match;
    const per: Extent = indexed ? "segment" : "run";
    const described = { kind, symbol, name: longName, per, unit: cells[1], equation };
    const plain = kind === "stock" || kind === "total";
    const sentence = cells[plain ? 2 : 3];
    const tex = cells[plain ? 3 : 4];
    if (!sentence) throw fault(`"${symbol}" has no sentence`);
    const own =
      kind === "parameter" || kind === "lever"
        ? readRange(cells[2] as string, fault)
        : plain
          ? {}
          : { formula: cells[2] as string };
    quantities.push({ ...described, ...own, sentence, ...(tex ? { tex } : {}) });
  });
  return { name, quantities: quantities as Quantity[] };
}

function readRange(
  text: string,
  fault: (what: string, expected?: string) => Problem,
): { range: Range; neutral?: number } {
  const range: { -readonly [Key in keyof Range]: Range[Key] } = {};
  let neutral: number | undefined;
  const parts = text.matchAll(/(>=|<=|>|<|=)\s*(-?[0-9.]+(?:e-?[0-9]+)?|inf)/g).toArray();
  if (parts.map((part) => part[0]).join(" ") !== text)
    throw fault(`"${text}" is not a range`, '"> 0", ">= 0 <= 1 = 0"');
  for (const [, sign, number] of parts) {
    const value = number === "inf" ? Number.POSITIVE_INFINITY : Number(number);
    if (sign === "=") neutral = value;
    else range[({ ">=": "least", ">": "above", "<=": "most", "<": "below" } as const)[sign as ">"]] = value;
  }
  return neutral === undefined ? { range } : { range, neutral };
}
