import type { Row } from "../catalogue/row.ts";

export const chainSectors = [
  "forced commercial sexual exploitation",
  "domestic work",
  "agriculture and fishing",
  "industry",
  "services",
] as const;
export type ChainSector = (typeof chainSectors)[number];

export const chainStages = ["acquisition", "movement", "exploitation", "sanction", "afterwards", "context"] as const;

export const chainFlows = [
  "revenue",
  "value of work",
  "cost",
  "profit",
  "expected sanction",
  "investment",
  "transfer",
  "public money",
  "harm",
  "count",
] as const;

/** One step of the business chain: who pays whom how much in one sector, with its figures. */
export type ChainStep = {
  readonly sector: ChainSector;
  readonly stage: (typeof chainStages)[number];
  readonly order: number;
  readonly item: string;
  /** `transfer`, `harm`, `public money` and `count` must never be added to the money flow. */
  readonly flow: (typeof chainFlows)[number];
  readonly payer: string;
  readonly payee: string;
  readonly unit: string;
  readonly low: number;
  readonly central: number;
  readonly high: number;
  /** Currency and year, or the year alone for counts; empty for shares. */
  readonly moneyYear: string;
  readonly figures: readonly string[];
  readonly grade: "A" | "B" | "C";
  /** The symbol of the market model this step feeds; empty where none. */
  readonly symbol: string;
  readonly note: string;
};

/** Reads `data/interventions/chain.csv`. @throws Problem naming file, row and column. */
export function parseChain(rows: readonly Row[]): ChainStep[] {
  return rows
    .map((row): ChainStep => {
      const [low, central, high] = [row.number("value_low"), row.number("value_central"), row.number("value_high")];
      if (!(low <= central && central <= high)) throw row.fault("value_central", "the values are not in number order");
      return {
        sector: row.oneOf("sector", chainSectors),
        stage: row.oneOf("stage", chainStages),
        order: row.number("order"),
        item: row.filled("item"),
        flow: row.oneOf("flow", chainFlows),
        payer: row.text("payer"),
        payee: row.text("payee"),
        unit: row.filled("unit"),
        low,
        central,
        high,
        moneyYear: row.text("currency_year"),
        figures: row.list("figure_ids", /^[A-Z]+-\d{3}$/),
        grade: row.oneOf("evidence_grade", ["A", "B", "C"]),
        symbol: row.text("model_symbol"),
        note: row.text("note"),
      };
    })
    .sort((a, b) => chainSectors.indexOf(a.sector) - chainSectors.indexOf(b.sector) || a.order - b.order);
}

/** The money a person-year of exploitation brings in, costs and leaves; only rows that may be added are added. */
export function chainAccount(steps: readonly ChainStep[], sector: ChainSector): {
  readonly revenue: number;
  readonly costs: number;
  readonly profit: number;
} {
  const yearly = steps.filter((step) => step.sector === sector && step.unit === "US$ per person-year");
  const sum = (flows: readonly ChainStep["flow"][]) =>
    yearly
      .filter((step) => flows.includes(step.flow))
      .reduce((total, step) => total + step.central, 0);
  return {
    revenue: sum(["revenue", "value of work"]),
    costs: sum(["cost"]),
    profit: sum(["profit"]),
  };
}
