import type { Figure } from "../figures/figure.ts";
import { type Document, type Hit, openSearch } from "./search.ts";
import { numberTerm } from "./words.ts";

/** A figure found, best first. */
export type FigureHit = { readonly figure: Figure; readonly score: number };

/** Search over figures: what they say counts most, then where and when, then how they were made and judged. */
export function figureSearch(figures: ReadonlyMap<string, Figure>): (query: string, most?: number) => FigureHit[] {
  const search = openSearch([...figures.values()].map(documentOf));
  return (query, most = 10) => {
    const direct = figures.get(query.trim().toUpperCase());
    const hits = search(query, most).flatMap(({ id, score }: Hit) => {
      const figure = figures.get(id);
      return figure === undefined || figure === direct ? [] : [{ figure, score }];
    });
    return direct === undefined ? hits : [{ figure: direct, score: Number.POSITIVE_INFINITY }, ...hits].slice(0, most);
  };
}

function documentOf(figure: Figure): Document {
  const { quantity, geography, sector, population, source, critique, notes, method, year } = figure;
  return {
    id: figure.id,
    parts: [
      { text: quantity.replace(/^(?:weak claim|claim): /i, ""), weight: 2 },
      { text: `${geography} ${sector} ${population} ${year}`, weight: 0.7 },
      { text: notes, weight: 0.5 },
      { text: `${critique} ${method} ${source}`, weight: 0.25 },
    ],
    numbers: [figure.value, figure.low, figure.high]
      .filter((value): value is number => value !== undefined)
      .map(numberTerm),
  };
}
