import { isDate } from "../../record/dates.ts";
import type { AgeRange, CaseRecord, Statement } from "../../record/types.ts";
import { validateRecord } from "../../record/validate.ts";
import { type Standards, vocabularyOf } from "../../standards/standards.ts";
import type { Code } from "../../standards/vocabularies.ts";
import type { Imported, ReadOptions } from "../htcds/read.ts";
import { LossReport } from "../loss.ts";
import type { RowProblem, Table } from "../table.ts";
import { countryFor, extensionName, shorten } from "../values.ts";
import { ageOfBand } from "./bands.ts";
import type { Generation } from "./generations.ts";
import { detectCtdc } from "./header.ts";

type Draft = {
  person: Record<string, unknown>;
  case: Record<string, unknown>;
  elements: Record<string, Statement>;
  exploitation: Record<string, unknown>;
  perpetrator: Record<string, string[]>;
  extensions: Record<string, string>;
};

type Cell = { readonly draft: Draft; readonly text: string; readonly by: string; readonly loss: LossReport };
/** Reads one cell into the draft, or gives one sentence on what is wrong with it. */
type Reader = (cell: Cell) => string | undefined;

/** Columns made from others in the same file; they hold nothing of their own. */
export const derivedColumn = (name: string): boolean =>
  /Concatenated$|NotSpecified$|^isSexAndLabour$|^RecruiterRelationship$/.test(name);

const flag =
  (set: (cell: Cell) => void, zero?: (cell: Cell) => void): Reader =>
  (cell) => {
    if (/^1(\.0)?$/.test(cell.text)) set(cell);
    else if (/^0(\.0)?$/.test(cell.text)) zero?.(cell);
    else return `"${shorten(cell.text)}" is not a flag; a flag is 1, 0 or empty.`;
    return undefined;
  };

const push = (target: Record<string, unknown>, name: string, value: string): void => {
  const list = (target[name] ?? []) as string[];
  if (!list.includes(value)) target[name] = [...list, value];
};

const majority =
  (name: "ageAtRegistration" | "ageAtExploitation" | "ageAtEntry"): Reader =>
  ({ draft, text }) => {
    const limit: AgeRange | undefined = text === "Adult" ? { from: 18 } : text === "Minor" ? { to: 17 } : undefined;
    if (limit === undefined) return `"${shorten(text)}" is neither Adult nor Minor.`;
    const known = draft.person[name] as AgeRange | undefined;
    draft.person[name] ??= limit;
    // A band says more than adult or minor; where the two disagree, the row cannot be right.
    if (
      known !== undefined &&
      ((limit.from !== undefined && (known.to ?? 200) < 18) || (limit.to !== undefined && (known.from ?? 0) > 17))
    )
      return `"${text}" does not agree with the band of age.`;
    return undefined;
  };

function codeByColumn(codes: readonly Code[], text: string): Code | undefined {
  const same = codes.filter((code) => code.ctdc27 === text || code.ctdc63 === text);
  // One value for several codes is the merged one, which has no HTCDS value of its own.
  return same.length > 1 ? (same.find((code) => code.htcds === "") ?? undefined) : same[0];
}

/** How each column of a layout is read; a column without a reader is one that is made from others. */
function readersOf(standards: Standards, generation: Generation): Map<string, Reader> {
  const readers = new Map<string, Reader>();
  const list = (name: string) => vocabularyOf(standards, name).codes;
  const coded =
    (vocabulary: string, set: (draft: Draft, code: string) => void): Reader =>
    ({ draft, text }) => {
      const code = codeByColumn(list(vocabulary), text);
      if (code === undefined)
        return `"${shorten(text)}" is not a value CTDC has for ${vocabulary.replaceAll("_", " ")}.`;
      set(draft, code.code);
      return undefined;
    };
  const joined =
    (vocabulary: string, name: string): Reader =>
    (cell) => {
      for (const part of cell.text
        .split(";")
        .map((item) => item.trim())
        .filter(Boolean)) {
        const wrong = coded(vocabulary, (draft, code) => push(draft.perpetrator, name, code))({ ...cell, text: part });
        if (wrong !== undefined) return wrong;
      }
      return undefined;
    };
  const country =
    (set: (draft: Draft, code: string) => void): Reader =>
    ({ draft, text, loss }) => {
      const code = countryFor(standards.countries, text);
      // Suppressed or joined countries stand in some files; they are kept, not guessed.
      if (code === undefined) return `"${shorten(text)}" is not a country code (ISO 3166-1).`;
      if (text.length > 3) loss.add("guessed", "country", "a name was read as a code", code);
      set(draft, code);
      return undefined;
    };
  const year: Reader = ({ draft, text }) => {
    const value = text.replace(/\.0$/, "");
    if (!/^\d{4}$/.test(value) || !isDate(value)) return `"${shorten(text)}" is not a year.`;
    draft.case["registered"] = value;
    return undefined;
  };
  readers.set("yearOfRegistration", year);
  readers.set("yearRegister", ({ draft, text }) => {
    if (/^\d{4}$/.test(text)) draft.case["registered"] = text;
    draft.extensions["yearRegister"] = text;
    return undefined;
  });
  readers.set(
    "Datasource",
    coded("source_type", (draft, code) => {
      draft.case["source"] = code;
    }),
  );
  readers.set(
    "gender",
    coded("gender", (draft, code) => {
      draft.person["gender"] = code;
    }),
  );
  readers.set("ageBroad", ({ draft, text }) => {
    const age = ageOfBand(text);
    if (age === undefined) return `"${shorten(text)}" is not one of CTDC's bands of age.`;
    draft.person["ageAtRegistration"] = age;
    return undefined;
  });
  readers.set("majorityStatus", majority("ageAtRegistration"));
  readers.set("majorityStatusAtExploit", majority("ageAtExploitation"));
  readers.set("majorityEntry", majority("ageAtEntry"));
  readers.set(
    "citizenship",
    country((draft, code) => {
      draft.person["citizenships"] = [code];
    }),
  );
  readers.set(
    "CountryOfExploitation",
    country((draft, code) => {
      draft.exploitation["country"] = code;
    }),
  );
  readers.set(
    "traffickMonths",
    coded("duration", (draft, code) => {
      draft.exploitation["duration"] = code;
    }),
  );
  readers.set(
    "UN_COO_Region",
    coded("un_region", (draft, code) => {
      draft.person["originRegion"] = code;
    }),
  );
  readers.set(
    "UN_COE_Region",
    coded("un_region", (draft, code) => {
      draft.exploitation["region"] = code;
    }),
  );
  readers.set("IP_Gender", joined("perpetrator_gender", "genders"));
  readers.set("IP_ageBroad", joined("perpetrator_age", "ages"));
  readers.set("IP_citizen_UNRegion", joined("un_region", "regions"));
  readers.set("IP_Relation", joined("perpetrator_relation", "relations"));
  readers.set("IP_PayMoney", joined("yes_no", "wasPaid"));
  for (const element of standards.elements)
    for (const column of element.ctdcReads)
      readers.set(
        column,
        flag(
          ({ draft, by }) => {
            draft.elements[element.code] = { answer: "true", by, basis: "other_record" };
          },
          // A 0 is an unticked box as often as a no; it stays unknown, with the 0 kept.
          ({ draft, by }) => {
            draft.elements[element.code] ??= { answer: "unknown", by, basis: "other_record", recorded: "0" };
          },
        ),
      );
  for (const [vocabulary, name] of [
    ["sector", "sectors"],
    ["sex_form", "sexForms"],
    ["recruiter_relation", "recruiterRelations"],
  ] as const)
    for (const code of list(vocabulary))
      for (const column of [code.ctdc27, code.ctdc63].filter(Boolean))
        readers.set(
          column,
          flag(
            ({ draft }) => push(draft.exploitation, name, code.code),
            ({ loss }) => loss.add("dropped", column, "a 0 is not kept: an unticked box is not a no"),
          ),
        );
  readers.set(
    "typeOfSexOther",
    flag(({ draft }) => push(draft.exploitation, "sexForms", "other")),
  );
  for (const column of new Set(
    list("perpetrator_role")
      .map((code) => code.ctdc63)
      .filter(Boolean),
  )) {
    const code = codeByColumn(list("perpetrator_role"), column);
    if (code !== undefined)
      readers.set(
        column,
        flag(({ draft }) => push(draft.perpetrator, "roles", code.code)),
      );
  }
  for (const name of generation.columns) if (derivedColumn(name)) readers.delete(name);
  return readers;
}

/** Reads any of CTDC's layouts. Empty and -99 are unknown, never no; merged flags stay merged. */
export function readCtdc(
  standards: Standards,
  table: Table,
  options: ReadOptions = {},
): Imported & { readonly generation: Generation } {
  const found = detectCtdc(standards, table.header, options.where ?? "file");
  const readers = readersOf(standards, found.generation);
  const by = options.source ?? "an organisation that contributes to CTDC";
  const loss = new LossReport();
  const problems: RowProblem[] = [];
  const records: CaseRecord[] = [];
  const width = String(table.rows.length).length;
  for (const [number, cells] of table.rows.entries()) {
    const row = number + 2;
    const draft: Draft = { person: {}, case: {}, elements: {}, exploitation: {}, perpetrator: {}, extensions: {} };
    const before = problems.length;
    for (const [place, cell] of cells.entries()) {
      const text = cell.trim();
      if (text === "" || text === "-99" || text === "-99.0" || text === "NA") continue;
      const column = found.columns[place];
      if (column === undefined) {
        draft.extensions[extensionName(table.header[place] ?? "", place)] = text;
        continue;
      }
      const reader = readers.get(column);
      if (reader === undefined) loss.add("dropped", column, "the column is made from others in the same row");
      else {
        const message = reader({ draft, text, by, loss });
        if (message !== undefined) problems.push({ row, column, message });
      }
    }
    const { perpetrator, extensions, ...body } = draft;
    const record = {
      schema: "counterweight/case/1",
      id: `ctdc-${String(number + 1).padStart(width, "0")}`,
      ...body,
      ...(Object.keys(perpetrator).length > 0 ? { perpetrators: [perpetrator] } : {}),
      ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
    } as unknown as CaseRecord;
    if (problems.length === before)
      for (const { field, message } of validateRecord(standards, record))
        problems.push({ row, column: field, message });
    records.push(record);
  }
  return {
    records: problems.length > 0 ? [] : records,
    rows: table.rows.length,
    problems,
    loss,
    explained: found.explained,
    generation: found.generation,
  };
}
