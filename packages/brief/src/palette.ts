/**
 * One colour and one dash pattern for each structure, the same in every report and in the lab. Taken from Okabe and
 * Ito's palette (2008), darkened until each has 4.5:1 on white; the dashes carry the difference in grey.
 */
export const structureStyle = {
  D: { name: "demand-led", colour: "#00629b", dash: "" },
  S: { name: "vulnerability-led", colour: "#00785a", dash: "7 4" },
  E: { name: "enforcement-displacement", colour: "#a8477f", dash: "2 3" },
  W: { name: "capped price", colour: "#8a6100", dash: "10 3 2 3" },
} as const;

export type StructureKey = keyof typeof structureStyle;

export const ink = "#1d1d1b";
export const quiet = "#5c5c58";
export const rule = "#d9d7d0";
export const paper = "#fffefb";
/** Only where harm rises. */
export const harm = "#b3261e";
