import { edit, type Input, type Model } from "@counterweight/kernel";
import { marketModel } from "./model.ts";

/** The rival theories. D, S and E are settings of the same equations; W also changes one. */
export const structureNames = ["D", "S", "E", "W"] as const;
export type Structure = (typeof structureNames)[number];

export const structureTitles: Readonly<Record<Structure, string>> = {
  D: "demand-led (Kara)",
  S: "vulnerability-led (GAATW, sex-worker-rights and labour groups)",
  E: "enforcement-displacement (Akee et al., Reuter, Kosmas et al.)",
  W: "labour-market (Wheaton, Schauer, Galli)",
};

/** Wheaton, Schauer and Galli (2010): no buyer pays more for exploited work than lawful work costs. */
const wheaton: Model = edit(marketModel, {
  name: "market, structure W",
  add: [
    {
      kind: "parameter",
      symbol: "pL",
      name: "lawfulPrice",
      per: "segment",
      unit: "$ per person-year",
      sentence: "What a year of lawful work costs the buyer.",
      equation: "W",
      range: { above: 0 },
      tex: "p_L",
    },
  ],
  change: {
    p: {
      formula: "min(p0*d^(1/ex)*x^(-1/ex), pL)",
      sentence: "Price at which buyers take what is supplied, never above that of lawful work.",
    },
    slope: { formula: "ifZero(max(pL - p, 0), 0, -(p/(ex*X)))" },
  },
});

/** The model of a structure. */
export function modelOf(structure: Structure | undefined): Model {
  return structure === "W" ? wheaton : marketModel;
}

const isInput = (quantity: Model["quantities"][number]): quantity is Input =>
  quantity.kind === "parameter" || quantity.kind === "lever";

/** Parameters and levers of a model by symbol, in the order of its inputs. */
export function inputsOf(model: Model): ReadonlyMap<string, Input> {
  return new Map(model.quantities.filter(isInput).map((quantity) => [quantity.symbol, quantity]));
}
