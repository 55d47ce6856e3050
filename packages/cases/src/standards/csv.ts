import Papa from "papaparse";

/** The rows of one of our own code lists as objects by header; the files are ours and well-formed. */
export function readCodeList(text: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(text, { header: true, delimiter: ",", skipEmptyLines: true }).data;
}

/** The parts of a cell that holds several values separated by `|`; none for an empty cell. */
export const parts = (cell: string | undefined): string[] => (cell ? cell.split("|") : []);
