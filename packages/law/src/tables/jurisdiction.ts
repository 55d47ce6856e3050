import { cellsOf, type Reader, type Region, readTable, regions } from "@counterweight/evidence";
import { nearest, Problem } from "@counterweight/kernel";

export const jurisdictionsFile = "law/jurisdictions.csv";

/** A country, a part of one with its own criminal law, or a treaty body. */
export type Jurisdiction = {
  /** ISO 3166 alpha-3, with a suffix where one state has several laws. */
  readonly code: string;
  readonly name: string;
  /** Region of the International Labour Organization; none for treaties of the world. */
  readonly region: Region | undefined;
  readonly alsoCalled: readonly string[];
  /** ISO 4217 of the fines; none for treaties. */
  readonly currency: string | undefined;
  /** Whose funnel stands in where its own has no pair of links, nearest first. */
  readonly funnelFallback: readonly string[];
};

export function readJurisdictions(read: Reader): Jurisdiction[] {
  const table = readTable(jurisdictionsFile, read(jurisdictionsFile));
  return table.rows.map((row) => {
    const cells = cellsOf(table.file, row);
    return {
      code: cells.text("code"),
      name: cells.text("jurisdiction"),
      region: cells.text("region") === "" ? undefined : cells.oneOf("region", regions),
      alsoCalled: cells.text("also_called").split("|").filter(Boolean),
      currency: cells.text("currency") || undefined,
      funnelFallback: cells.text("funnel_fallback").split("|").filter(Boolean),
    };
  });
}

/** The jurisdiction a person means: code, name or another name, in any case; else a problem with the nearest. */
export function jurisdictionNamed(text: string, all: readonly Jurisdiction[]): Jurisdiction {
  const wanted = text.trim().toLowerCase();
  const names = ({ code, name, alsoCalled }: Jurisdiction) => [code, name, ...alsoCalled];
  const found =
    all.find((one) => names(one).some((name) => name.toLowerCase() === wanted)) ??
    all.find((one) => one.name.toLowerCase().startsWith(`${wanted} (`));
  if (found !== undefined) return found;
  const close = nearest(
    text,
    all.flatMap(names).filter((name) => name.length > 3),
    3,
  );
  throw new Problem({
    code: "jurisdiction.unknown",
    what: `the tables hold no law of "${text}"`,
    expected: close.length > 0 ? `perhaps ${close.join(", ")}` : `one of ${all.map(({ name }) => name).join(", ")}`,
  });
}
