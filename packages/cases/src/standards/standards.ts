import { readCodeList } from "./csv.ts";
import { type DelphiIndicator, type Element, readDelphi, readElements, readIlo11 } from "./elements.ts";
import { type Field, readFields } from "./fields.ts";
import { type Countries, readCountries, readSectors, readVocabularies, type Vocabulary } from "./vocabularies.ts";

/** Gives the text of a file of the open data package; the path is relative to its folder: `standards/elements.csv`. */
export type Reader = (path: string) => string;

/** Every code list the record, the classification and the formats work with. */
export type Standards = {
  readonly fields: readonly Field[];
  readonly vocabularies: ReadonlyMap<string, Vocabulary>;
  readonly elements: readonly Element[];
  readonly elementByCode: ReadonlyMap<string, Element>;
  readonly delphi: readonly DelphiIndicator[];
  readonly countries: Countries;
  /** Reads a further list on demand, for the parts that need one the record does not. */
  readonly list: (name: string) => Record<string, string>[];
  readonly document: (name: string) => unknown;
};

function once<Value>(make: (name: string) => Value): (name: string) => Value {
  const made = new Map<string, Value>();
  return (name) => {
    if (!made.has(name)) made.set(name, make(name));
    return made.get(name) as Value;
  };
}

/** Reads the code lists once; keep the result, every other function takes it as its first argument. */
export function readStandards(read: Reader): Standards {
  const list = once((name) => readCodeList(read(`standards/${name}.csv`)));
  const document = once((name): unknown => JSON.parse(read(`standards/${name}.json`)));
  const delphi = readDelphi(list("ilo_delphi_indicators"));
  const elements = [
    ...readElements(list("elements")),
    ...readIlo11(document("ilo_forced_labour_11") as Parameters<typeof readIlo11>[0]),
    ...delphi.elements,
  ];
  const vocabularies = readVocabularies(list("record_vocabularies"));
  vocabularies.set("sector", readSectors(list("isic_rev4_sections"), list("htcds_isic_tiers"), list("sector_flags")));
  return {
    fields: readFields(list("record_fields")),
    vocabularies,
    elements,
    elementByCode: new Map(elements.map((element) => [element.code, element])),
    delphi: delphi.indicators,
    countries: readCountries(list("iso_3166_countries")),
    list,
    document,
  };
}

/** The code list of that name; asking for one that does not exist is a defect of the program. */
export function vocabularyOf(standards: Standards, name: string): Vocabulary {
  const found = standards.vocabularies.get(name);
  if (found === undefined) throw new Error(`there is no code list "${name}"`);
  return found;
}
