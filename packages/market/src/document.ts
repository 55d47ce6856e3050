import { equation, printSymbol, type Quantity } from "@counterweight/kernel";
import { marketModel } from "./model.ts";
import { modelOf } from "./structures.ts";

const titles: Readonly<Record<string, string>> = {
  "0": "What a run is given",
  L: "Levers",
  "1": "Price",
  "2": "Expected sanction",
  "3": "Value of holding a person",
  "4": "Desired exploitation",
  "5": "Vacancies",
  "6": "Supply",
  "7": "Matching",
  "8": "Exits and stocks",
  "9": "Perception",
  "11": "What a run adds up",
  E1: "Observation",
  E2: "Harm to people who are not the target",
  E3: "Balance of risk and reward",
  E4: "How a segment answers itself (for the production scheme only)",
};

const head = `# Equations of the market model

Printed from \`packages/market/src/model.ts\` by \`node scripts/equations.ts\`; a test keeps the two in step. Numbers are those of the
design; section 10 (a baseline that is steady by construction) is in the starting values of the stocks, and letters mark what was
added to it. Every quantity has a value for each segment unless it says "one"; sums run over segments. A dot is the change per
year. What the text of the design left open is decided in [decisions.md](decisions.md).
`;

const cell = (text: string) => text.replaceAll("|", "\\|");
const math = (source: string) => `$${source}$`;

function equationsOf(quantity: Quantity): string[] {
  const symbol = printSymbol(marketModel, quantity.symbol, "tex");
  const print = (left: string, formula: string) => equation(marketModel, left, formula, "tex");
  if (quantity.kind === "stock")
    return [print(`${symbol}(0)`, quantity.initial), print(`\\frac{d}{dt}\\,${symbol}`, quantity.rate)];
  if (quantity.kind === "total")
    return "rate" in quantity
      ? [print(`\\frac{d}{dt}\\,${symbol}`, quantity.rate)]
      : [print(`\\frac{d}{dt}\\,${symbol}`, quantity.of)];
  return "formula" in quantity ? [print(quantity.symbol, quantity.formula)] : [];
}

function inputRow(quantity: Quantity): string {
  if (quantity.kind !== "parameter" && quantity.kind !== "lever") return "";
  const { least, above, most, below } = quantity.range;
  const ends = [
    above === undefined ? (least === undefined || least <= -1e12 ? "" : `≥ ${least}`) : `> ${above}`,
    below === undefined ? (most === undefined ? "" : `≤ ${most}`) : `< ${below}`,
  ];
  const neutral = quantity.neutral === Number.POSITIVE_INFINITY ? "unlimited" : (quantity.neutral ?? "");
  const { symbol, name, unit, sentence, per } = quantity;
  return `| \`${symbol}\` | ${math(printSymbol(marketModel, symbol, "tex"))} | ${name} | ${cell(unit)} | ${ends.filter(Boolean).join(", ")} | ${neutral} | ${per === "run" ? "one" : ""} | ${sentence} |`;
}

/** The whole documentation page of the equations, in Markdown with TeX. */
export function equationsDocument(): string {
  const parts = [head];
  for (const [number, title] of Object.entries(titles)) {
    const quantities = marketModel.quantities.filter((quantity) => quantity.equation === number);
    parts.push(`## ${number}. ${title}\n`);
    const inputs = quantities.map(inputRow).filter(Boolean);
    if (inputs.length > 0)
      parts.push(
        "| in requests | symbol | name | unit | range | neutral | | meaning |\n|---|---|---|---|---|---|---|---|",
        `${inputs.join("\n")}\n`,
      );
    for (const quantity of quantities) {
      const equations = equationsOf(quantity);
      if (equations.length === 0) continue;
      const extent = quantity.per === "run" ? "; one" : "";
      parts.push(
        `**${quantity.name}** (\`${quantity.symbol}\`, ${quantity.unit}${extent}). ${quantity.sentence}\n`,
        ...equations.map((text) => `$$${text}$$\n`),
      );
    }
  }
  const rival = modelOf("W").quantities.find(({ symbol }) => symbol === "p");
  if (rival && "formula" in rival)
    parts.push(
      "## W. Structure W\n",
      `The same tree with one equation changed. ${rival.sentence}\n`,
      `$$${equation(modelOf("W"), "p", rival.formula, "tex")}$$\n`,
    );
  return parts.join("\n");
}
