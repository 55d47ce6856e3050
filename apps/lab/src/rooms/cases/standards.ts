import { readStandards, type Standards } from "@counterweight/cases";
import { readerOf } from "../../data/files.ts";

const lists = [
  "ilo_delphi_indicators.csv",
  "elements.csv",
  "ilo_forced_labour_11.json",
  "record_vocabularies.csv",
  "isic_rev4_sections.csv",
  "htcds_isic_tiers.csv",
  "sector_flags.csv",
  "record_fields.csv",
  "iso_3166_countries.csv",
  "overlays.json",
].map((name) => `standards/${name}`);

let standards: Promise<Standards> | undefined;

/** The code lists, fetched when a form is first opened. */
export function loadStandards(): Promise<Standards> {
  standards ??= readerOf(lists).then(readStandards);
  return standards;
}
