import type { Figure } from "@counterweight/evidence";

/** What a person about to repeat the figure should know first. */
export function adviceOn(figure: Figure): "do-not-repeat" | "with-care" | "recalled" | "good" {
  if (figure.id.startsWith("CLAIM-")) return "do-not-repeat";
  if (figure.checked === "from memory - unverified") return "recalled";
  return figure.quality === "weak" || figure.quality === "contested" || figure.checked === "seen in founding text"
    ? "with-care"
    : "good";
}
