import {
  type BaselineDraw,
  type Region,
  regionNamed,
  regions,
  type Sector,
  sectorNamed,
  sectors,
} from "@counterweight/evidence";
import { nearest, Problem } from "@counterweight/kernel";
import { standardCountry } from "../catalogue/intervention.ts";

/** Where a run takes place: one region or the world as one, and the sectors that share its pool of people at risk. */
export type Place = { readonly region: Region | "World"; readonly sectors: readonly Sector[] };

/** The place a person means; all sectors unless one is named. @throws Problem that lists what there is. */
export function placeNamed(region = "World", sector = "all"): Place {
  return {
    region: region.trim().toLowerCase() === "world" ? "World" : regionOf(region),
    sectors: sector.trim().toLowerCase() === "all" ? sectors : [sectorNamed(sector)],
  };
}

function regionOf(text: string): Region {
  try {
    return regionNamed(text);
  } catch {
    const close = nearest(text, ["World", ...regions]);
    throw new Problem({
      code: "region.unknown",
      what: `there is no region "${text}"`,
      expected: ["World", ...regions].join(", "),
      ...(close.length > 0 ? { doThis: `did you mean "${close[0]}"` } : {}),
    });
  }
}

/** People, and margin in US$ per person-year, of each segment of the place in one draw of the segment table. */
export function segmentsOf(place: Place, { people, profit }: BaselineDraw): { people: number[]; margin: number[] } {
  const rows = place.region === "World" ? regions.map((_, row) => row) : [regions.indexOf(place.region)];
  const sum = (of: Float64Array, sector: Sector) =>
    rows.reduce((total, row) => total + (of[row * sectors.length + sectors.indexOf(sector)] ?? Number.NaN), 0);
  const held = place.sectors.map((sector) => sum(people, sector));
  return {
    people: held,
    margin: place.sectors.map((sector, segment) => sum(profit, sector) / (held[segment] ?? Number.NaN)),
  };
}

/** In words, for titles: `the world`, `Africa, domestic work`. */
export function placeWords({ region, sectors: chosen }: Place): string {
  const where = region === "World" ? "the world" : region;
  return chosen.length === sectors.length ? where : `${where}, ${chosen.join(" and ")}`;
}

/** How many standard countries (10 million people, 30,000 in exploitation) so many people in exploitation make up. */
export function standardCountriesIn(peopleExploited: number): number {
  return peopleExploited / standardCountry.peopleExploited;
}
