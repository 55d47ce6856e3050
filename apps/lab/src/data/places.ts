import { regions, sectors } from "@counterweight/evidence";
import { choice } from "../app/link.ts";

export const regionNames = ["World", ...regions] as const;
export const sectorNames = ["all", ...sectors] as const;

/** Region and sector in the link; they go along from room to room. */
export const placeFields = { region: choice(regionNames, "World"), sector: choice(sectorNames, "all") };
