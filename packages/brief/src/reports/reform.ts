import type { Evidence } from "@counterweight/evidence";
import { formatMoney, formatNumber, formatShare, type Interval } from "@counterweight/kernel";
import { type Jurisdiction, type Reform, type ReformScore, sanctionParts } from "@counterweight/law";
import type { Intervention, StudyResult } from "@counterweight/policy";
import type { BriefDocument } from "../document.ts";
import { sourcesOf } from "./sources.ts";
import { changeFigure, changeTable } from "./study-blocks.ts";

export type ReformRequest = {
  readonly reform: Reform;
  readonly jurisdiction: Jurisdiction;
  readonly score: ReformScore;
  /** The reform as the only policy of a study. */
  readonly result: StudyResult;
  readonly measures: readonly Intervention[];
  readonly evidence: Evidence;
  readonly version: string;
};

/** A draft reform on two pages: what it does to the balance, what that changes under each theory, whom else it touches. */
export function reformReport({
  reform,
  jurisdiction,
  score,
  result,
  measures,
  evidence,
  version,
}: ReformRequest): BriefDocument {
  const money = ({ low, median, high }: Interval) =>
    `${formatMoney(median)} (${formatMoney(low)} to ${formatMoney(high)})`;
  const figures = measures.flatMap(({ evidence: ids, knownHarms }) => [...ids.slice(0, 3), ...knownHarms]);
  return {
    title: `${reform.title}: ${jurisdiction.name}`,
    summary: `The draft moves the expected sanction from ${formatShare(score.before.balance.median)} of the exploitation value (${formatShare(score.before.balance.low)} to ${formatShare(score.before.balance.high)}) to ${formatShare(score.after.balance.median)} (${formatShare(score.after.balance.low)} to ${formatShare(score.after.balance.high)}); in ${formatShare(score.tips)} of the draws holding a person no longer pays.`,
    facts: [
      { label: "Sector", value: reform.sector },
      { label: "Draws", value: String(result.study.draws) },
      { label: "Seed", value: String(result.study.seed) },
      { label: "Version", value: version },
    ],
    blocks: [
      {
        kind: "table",
        caption: "Expected sanction over one holding, today and under the draft",
        columns: [{ title: "Part" }, { title: "Today", numeric: true }, { title: "Draft", numeric: true }],
        rows: [
          ...sanctionParts.map((part) => [part, money(score.before.parts[part]), money(score.after.parts[part])]),
          ["**all**", money(score.before.total), money(score.after.total)],
        ],
        note: "US$ of 2021 per person, middle of the draws (5% to 95%); the same draws before and after.",
      },
      { kind: "heading", text: "What that changes" },
      changeFigure(result, 0, ["people", "entered", "profit", "sexWorkIncome", "freeIncome"]),
      changeTable(
        result,
        0,
        [
          "people",
          "entered",
          "profit",
          "recorded",
          "convictions",
          "sexWorkIncome",
          "sexWorkPolicing",
          "freeIncome",
          "freePolicing",
          "victimsArrested",
        ],
        "Under three rival theories",
      ),
      { kind: "heading", text: "What else the draft contains" },
      measures.length === 0
        ? { kind: "paragraph", text: "No measure beyond the terms of the sanction." }
        : {
            kind: "list",
            items: measures.map(
              (one) =>
                `${one.name} (size of grade ${one.grade}): ${one.evidenceSays}${one.evidence
                  .slice(0, 3)
                  .map((id) => `[[${id}]]`)
                  .join(
                    "",
                  )} Also touches: ${one.alsoTouches}.${one.knownHarms.length > 0 ? ` Harms on record:${one.knownHarms.map((id) => `[[${id}]]`).join("")}.` : ""}`,
            ),
          },
      { kind: "heading", text: "What the other side says" },
      {
        kind: "paragraph",
        text: "Reviews of deterrence agree that certainty matters and severity hardly does; amounts written into a statute move little while about nine tenths of criminal debt is never collected. Whoever works through police contact must show that fear of it does not keep people from leaving.",
      },
      {
        kind: "note",
        title: "Limits.",
        text: `A draft says what the law would do; the draws take it at its word. Restitution acts in the model as a claim given detection; a fine acts through exploiters' expectation, with the lag of perception. Levers used: ${Object.entries(
          score.levers,
        )
          .map(([name, size]) => `${name} ${formatNumber(size)}`)
          .join(", ")}.`,
      },
    ],
    sources: sourcesOf(figures, evidence.figures),
    citation: `Counterweight ${version}, draft reform "${reform.title}", ${jurisdiction.name}, seed ${result.study.seed}.`,
  };
}
