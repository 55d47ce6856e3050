import type { Evidence, Parameter, Quality } from "@counterweight/evidence";

const order: readonly Quality[] = ["strong", "moderate", "weak", "contested"];

/** In words, how sure: the worst quality among the figures, and how many parameters rest on judgement alone. */
export function qualityOf(evidence: Evidence, figures: readonly string[], parameters: readonly Parameter[]): string {
  const ranks = figures.map((id) => order.indexOf(evidence.figures.get(id)?.quality ?? "contested"));
  const worst = order[Math.max(0, ...ranks)] ?? "contested";
  const recalled = figures.some((id) => evidence.figures.get(id)?.checked === "from memory - unverified");
  const judged = parameters.filter(({ grade }) => grade === "C").length;
  return `people and profit ${worst}${recalled ? ", some figures recalled" : ""}; ${judged} of ${parameters.length} parameters judged`;
}
