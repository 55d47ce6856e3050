import { figuresIn, filled, numberIn, rowsOf, wordIn } from "../catalogue/cells.ts";

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

export const chainFile = "interventions/chain.csv";

/** Reads the business chain, in the order of sectors and steps. @throws Problem naming file, row and column. */
export function parseChain(text: string, file = chainFile): ChainStep[] {
  return rowsOf(file, text)
    .map((cells): ChainStep => {
      const low = numberIn(cells, "value_low");
      const central = numberIn(cells, "value_central");
      const high = numberIn(cells, "value_high");
      if (!(low <= central && central <= high))
        throw cells.fault("value_central", "the values are not in number order");
      return {
        sector: wordIn(cells, "sector", chainSectors),
        stage: wordIn(cells, "stage", chainStages),
        order: numberIn(cells, "order"),
        item: filled(cells, "item"),
        flow: wordIn(cells, "flow", chainFlows),
        payer: cells.text("payer"),
        payee: cells.text("payee"),
        unit: filled(cells, "unit"),
        low,
        central,
        high,
        moneyYear: cells.text("currency_year"),
        figures: figuresIn(cells, "figure_ids"),
        grade: wordIn(cells, "evidence_grade", ["A", "B", "C"]),
        symbol: cells.text("model_symbol"),
        note: cells.text("note"),
      };
    })
    .sort((a, b) => chainSectors.indexOf(a.sector) - chainSectors.indexOf(b.sector) || a.order - b.order);
}

/** The money a person-year of exploitation brings in, costs and leaves; only rows that may be added are added. */
export function chainAccount(
  steps: readonly ChainStep[],
  sector: ChainSector,
): {
  readonly revenue: number;
  readonly costs: number;
  readonly profit: number;
} {
  const yearly = steps.filter((step) => step.sector === sector && step.unit === "US$ per person-year");
  const sum = (flows: readonly ChainStep["flow"][]) =>
    yearly.filter((step) => flows.includes(step.flow)).reduce((total, step) => total + step.central, 0);
  return {
    revenue: sum(["revenue", "value of work"]),
    costs: sum(["cost"]),
    profit: sum(["profit"]),
  };
}
