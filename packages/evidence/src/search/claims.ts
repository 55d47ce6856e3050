import type { Figure } from "../figures/figure.ts";
import { cellsOf } from "../table/cells.ts";
import { readTable } from "../table/csv.ts";
import { figureSearch } from "./figures.ts";

export const answersFile = "claim_answers.csv";

/** What is known about a statement people repeat. */
export type ClaimCheck = {
  readonly id: string;
  /** The statement itself. */
  readonly claim: string;
  /** A popular claim of the evidence table, or a claim of a founding text. */
  readonly kind: "popular claim" | "founding text";
  /** Popular claims: what is wrong with it. Founding texts: how far the evidence supports it. */
  readonly verdict: string;
  readonly origin: string;
  /** What speaks against or for it, in the words of the table. */
  readonly critique: string;
  /** Figures to use instead. */
  readonly known: readonly Figure[];
  /** A sentence one can use; founding texts have none. */
  readonly say: string | undefined;
  readonly figure: Figure;
  readonly score: number;
};

const support = {
  strong: "supported",
  moderate: "partly supported",
  weak: "weakly supported",
  contested: "contested",
} as const;

/** Finds claims by wording or number, best first. */
export function claimSearch(
  figures: ReadonlyMap<string, Figure>,
  answersText: string,
): (query: string, most?: number) => ClaimCheck[] {
  const claims = new Map([...figures].filter(([id]) => /^(?:CLAIM|FOUND)-/.test(id)));
  const answers = new Map(
    readTable(answersFile, answersText).rows.map((row) => {
      const cells = cellsOf(answersFile, row);
      const answer = { verdict: cells.text("verdict"), known: cells.list("known"), say: cells.text("say") };
      return [cells.text("claim"), answer] as const;
    }),
  );
  const search = figureSearch(claims);
  return (query, most = 5) =>
    search(query, most).map(({ figure, score }) => {
      const answer = answers.get(figure.id);
      const known = (answer?.known ?? []).flatMap((id) => figures.get(id) ?? []);
      return {
        id: figure.id,
        claim: figure.quantity.replace(/^(?:Weak claim|Claim): /, ""),
        kind: figure.id.startsWith("CLAIM") ? "popular claim" : "founding text",
        verdict: answer?.verdict ?? support[figure.quality],
        origin: figure.source.replace(/^Origin: /, ""),
        critique: figure.critique.replace(/^Debunk(?:ed)?: /, ""),
        known,
        say: answer?.say,
        figure,
        score,
      };
    });
}
