import type { AgeRange } from "../../record/types.ts";

/** CTDC's nine bands of age; data files write 09--17 for 9--17, older ones 0-8 or an en dash. */
const bands: readonly (readonly [string, number, number | undefined])[] = [
  ["0--8", 0, 8],
  ["9--17", 9, 17],
  ["18--20", 18, 20],
  ["21--23", 21, 23],
  ["24--26", 24, 26],
  ["27--29", 27, 29],
  ["30--38", 30, 38],
  ["39--47", 39, 47],
  ["48+", 48, undefined],
];

/** The range of a band, or nothing where the text is none. */
export function ageOfBand(text: string): AgeRange | undefined {
  const [, from, to] = /^0*(\d{1,3})\s*(?:-{1,2}|–)\s*0*(\d{1,3})$/.exec(text) ?? [];
  const open = /^0*(\d{1,3})\s*\+$/.exec(text)?.[1];
  const found = bands.find(([, low, high]) =>
    open === undefined ? String(low) === from && String(high) === to : String(low) === open && high === undefined,
  );
  if (found === undefined) return undefined;
  return found[2] === undefined ? { from: found[1] } : { from: found[1], to: found[2] };
}

/** The band an age range lies in, and whether it is the band exactly; nothing where it reaches over several. */
export function bandOfAge({ from, to }: AgeRange): { readonly band: string; readonly exact: boolean } | undefined {
  if (from === undefined) return undefined;
  const found = bands.find(
    ([, low, high]) => from >= low && (high === undefined ? true : to !== undefined && to <= high),
  );
  if (found === undefined) return undefined;
  const [band, low, high] = found;
  if (high === undefined && from < low) return undefined;
  return { band, exact: from === low && to === high };
}
