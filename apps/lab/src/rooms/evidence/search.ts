import type { Figure } from "@counterweight/evidence";

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[$£€,]/g, "")
    .replace(/(\d)\s*(?:billion|bn)\b/g, "$1bn")
    .replace(/(\d)\s*(?:million|m)\b/g, "$1m")
    .split(/[^a-z0-9.%]+/)
    .filter((word) => word.length > 1 && !common.has(word))
    .map((word) => (word.length > 4 ? word.replace(/(ies|es|s|ing|ed)$/, "") : word));

const common = new Set(
  "the of in is are and to that for on by it its was were with as an or from be at this who".split(" "),
);

/** Figures that share words with what was typed, the rarest words counting most; all of them for an empty text. */
export function searchFigures(figures: readonly Figure[], typed: string): readonly Figure[] {
  const wanted = [...new Set(plain(typed))];
  if (wanted.length === 0) return figures;
  const rows = figures.map((figure) => ({
    figure,
    head: new Set(plain(`${figure.id} ${figure.quantity} ${figure.value ?? figure.wording ?? ""}`)),
    body: new Set(plain(`${figure.geography} ${figure.sector} ${figure.source} ${figure.year} ${figure.notes}`)),
  }));
  const rarity = new Map(
    wanted.map((word) => {
      const holding = rows.filter(({ head, body }) => head.has(word) || body.has(word)).length;
      return [word, holding === 0 ? 0 : Math.log(1 + rows.length / holding)] as const;
    }),
  );
  return rows
    .map(({ figure, head, body }) => ({
      figure,
      score: wanted.reduce(
        (sum, word) => sum + (rarity.get(word) ?? 0) * (head.has(word) ? 1 : body.has(word) ? 0.4 : 0),
        figure.id.toLowerCase() === typed.trim().toLowerCase() ? 1000 : 0,
      ),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ figure }) => figure);
}
