import type { Figure } from "@counterweight/evidence";
import type { Source } from "../document.ts";

/** Figures of the evidence table as the sources of a document, each once, in the order asked for. */
export function sourcesOf(ids: Iterable<string>, figures: ReadonlyMap<string, Figure>): Source[] {
  return [...new Set(ids)].flatMap((id) => {
    const figure = figures.get(id);
    if (figure === undefined) return [];
    const { quantity, source, links, quality, checked, critique } = figure;
    const url = links.find((link) => link.startsWith("http"));
    return [
      {
        id,
        text: `${source}: ${quantity} (${figure.geography}, ${figure.year}).`,
        ...(url === undefined ? {} : { url }),
        quality,
        remark: `${capital(checked)}.${critique ? ` ${critique}` : ""}`,
      },
    ];
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
