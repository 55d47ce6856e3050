import { nearest, Problem } from "@counterweight/kernel";

/** Regions of the International Labour Organization, as in its estimates. */
export const regions = [
  "Africa",
  "Americas",
  "Arab States",
  "Asia and the Pacific",
  "Europe and Central Asia",
] as const;
export type Region = (typeof regions)[number];

/** Sectors with a market. State-imposed forced labour has none and is shown apart. */
export const sectors = [
  "forced commercial sexual exploitation",
  "domestic work",
  "agriculture and fishing",
  "industry",
  "services",
] as const;
export type Sector = (typeof sectors)[number];

/** What a row of a table may be about: one sector, all labour sectors, or all sectors. */
export const sectorClasses = ["all", "labour", ...sectors] as const;
export type SectorClass = (typeof sectorClasses)[number];

export const sexualExploitation: Sector = sectors[0];

/** Whether a row about `about` speaks of `sector`, and how closely: 2 the sector itself, 1 its class, 0 all, undefined no. */
export function closeness(about: SectorClass, sector: Sector): 0 | 1 | 2 | undefined {
  if (about === sector) return 2;
  if (about === "labour" && sector !== sexualExploitation) return 1;
  return about === "all" ? 0 : undefined;
}

const regionWords: Record<string, Region> = {
  africa: "Africa",
  americas: "Americas",
  america: "Americas",
  "arab-states": "Arab States",
  arab: "Arab States",
  asia: "Asia and the Pacific",
  "asia-pacific": "Asia and the Pacific",
  europe: "Europe and Central Asia",
};
const sectorWords: Record<string, Sector> = {
  sex: sectors[0],
  sexual: sectors[0],
  "sexual-exploitation": sectors[0],
  domestic: "domestic work",
  agriculture: "agriculture and fishing",
  fishing: "agriculture and fishing",
  farming: "agriculture and fishing",
  manufacturing: "industry",
  construction: "industry",
  mining: "industry",
  service: "services",
};

/** The region a person means: its name in any case, with blanks or hyphens, or a short word for it. */
export function regionNamed(text: string): Region {
  return named("region", text, regions, regionWords);
}

/** The sector a person means: its name in any case, with blanks or hyphens, or a short word for it. */
export function sectorNamed(text: string): Sector {
  return named("sector", text, sectors, sectorWords);
}

function named<Name extends string>(
  kind: string,
  text: string,
  names: readonly Name[],
  words: Readonly<Record<string, Name>>,
): Name {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "-");
  const found = names.find((name) => name.toLowerCase().replaceAll(" ", "-") === typed) ?? words[typed];
  if (found !== undefined) return found;
  const close = nearest(text, [...names, ...Object.keys(words)], 1);
  throw new Problem({
    code: `${kind}.unknown`,
    what: `there is no ${kind} "${text}"`,
    expected: `one of ${names.join(", ")}`,
    ...(close.length === 0 ? {} : { doThis: `did you mean "${close[0]}"` }),
  });
}
