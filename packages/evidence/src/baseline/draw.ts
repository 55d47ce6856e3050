import { chiSquareQuantile, tabulated } from "@counterweight/kernel";
import { regions, sectors } from "../segments.ts";
import { fitToMargins } from "./fit.ts";
import { labourSectors, type Margins } from "./margins.ts";
import { assembled, centralNumbers, type SegmentNumbers } from "./table.ts";

const cells = regions.length * labourSectors.length;

/**
 * Uniforms on (0, 1) that one draw takes: one a region for its share of sexual exploitation, then one a labour cell
 * for people and one for profit, row-major by region.
 */
export const uniformsPerBaseline = regions.length + 2 * cells;

/** People, profit (US$ of 2021 a year) and margin (US$ a person-year) of the 25 segments, region by region. */
export type BaselineDraw = SegmentNumbers & { readonly margin: Float64Array };

/**
 * Prepares draws of the whole segment table. Each is a pure function of its uniforms and adds up to every published
 * margin: world and regional people, people and profit by sector, regional profits, profit per person in sexual
 * exploitation. Doubt lies only in how the inside is spread:
 * - the share of sexual exploitation in a region lies between half and one and a half of the world's, uniform there
 *   until the five must add up (then all odds move by one factor);
 * - labour sectors within a region follow a Dirichlet around the fitted shares (gamma quantiles of the uniforms, then
 *   proportional fitting restores the margins); profits a tighter one around what the drawn people imply.
 */
export function baselineDrawer(margins: Margins): (uniforms: ArrayLike<number>) => BaselineDraw {
  const centre = centralNumbers(margins);
  const labourCells = (of: Float64Array) =>
    Float64Array.from({ length: cells }, (_, cell) => {
      const region = Math.floor(cell / labourSectors.length);
      return of[region * sectors.length + 1 + (cell % labourSectors.length)] as number;
    });
  const people = labourCells(centre.people);
  const profit = labourCells(centre.profit);
  const noise = (of: Float64Array, concentration: number) =>
    Array.from(of, (value, cell) => {
      const start = cell - (cell % labourSectors.length);
      const region = of.subarray(start, start + labourSectors.length).reduce((sum, each) => sum + each, 0);
      const shape = (concentration * value) / region;
      return tabulated((p) => Math.max(1e-12, chiSquareQuantile(p, 2 * shape) / (2 * shape)), 128, 4);
    });
  const peopleNoise = noise(people, margins.concentration.people);
  const profitNoise = noise(profit, margins.concentration.profit);
  const [least, most] = margins.sexualShare;
  const worldShare = margins.sexPeople / margins.people;

  return (uniforms) => {
    const u = (index: number) => uniforms[index] as number;
    const sex = sharedOut(
      margins,
      regions.map((_, region) => u(region)),
      least * worldShare,
      most * worldShare,
    );
    const labour = margins.regionPeople.map((all, region) => all - (sex[region] as number));
    const drawnPeople = fitToMargins(
      people.map((value, cell) => value * (peopleNoise[cell] as (p: number) => number)(u(regions.length + cell))),
      labour,
      margins.sectorPeople,
    );
    const drawnProfit = fitToMargins(
      drawnPeople.map((value, cell) => {
        const margin = (profit[cell] as number) / (people[cell] as number);
        return value * margin * (profitNoise[cell] as (p: number) => number)(u(regions.length + cells + cell));
      }),
      margins.regionLabourProfit,
      margins.sectorProfit,
    );
    const drawn = assembled(margins, sex, drawnPeople, drawnProfit);
    return { ...drawn, margin: drawn.profit.map((value, at) => value / (drawn.people[at] as number)) };
  };
}

/**
 * People in sexual exploitation by region: shares from `least` to `most` at the uniforms, their odds within that range
 * moved by the one factor that makes the world's total come out.
 */
function sharedOut(margins: Margins, uniforms: readonly number[], least: number, most: number): number[] {
  const at = (factor: number) =>
    margins.regionPeople.map((people, region) => {
      const u = uniforms[region] as number;
      const place = (u * factor) / (1 - u + u * factor);
      return people * (least + (most - least) * place);
    });
  const total = (factor: number) => at(factor).reduce((sum, value) => sum + value, 0);
  let low = 1e-9;
  let high = 1e9;
  // Geometric bisection: 60 halvings of the exponent leave no digit open.
  for (let step = 0; step < 60; step++) {
    const middle = Math.sqrt(low * high);
    if (total(middle) < margins.sexPeople) low = middle;
    else high = middle;
  }
  const shares = at(Math.sqrt(low * high));
  const drift = margins.sexPeople / shares.reduce((sum, value) => sum + value, 0);
  return shares.map((value) => value * drift);
}
