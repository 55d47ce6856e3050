import { parts } from "./csv.ts";

/** What an element shows: one of these Palermo elements is present, though perhaps not which. */
export type Support = { readonly kind: "act" | "means" | "purpose"; readonly anyOf: readonly string[] };

/** One element of classification: how it is asked, what it shows, and its spelling in the formats. */
export type Element = {
  readonly code: string;
  readonly kind: "act" | "means" | "control" | "purpose" | "group" | "ilo11" | "delphi";
  readonly label: string;
  /** In plain words; empty for groups, which only imports set. */
  readonly question: string;
  readonly supports: Support | undefined;
  /** Whether it is by itself a violation of labour rights or of other rights. */
  readonly violation: "labour" | "other" | undefined;
  /** Numbers of ILO's eleven indicators it is a sign of. */
  readonly ilo11: readonly number[];
  readonly htcdsField: string;
  /** The picklist's code and the field definitions' code, where the standard has them. */
  readonly htcdsValue: string;
  readonly htcdsDefinitions: string;
  /** Written under this HTCDS value, which says less; never read back from it. */
  readonly htcdsWrites: string;
  readonly ctdc: { readonly 63: string; readonly 38: string; readonly 27: string };
  /** CTDC columns that are read into this element. */
  readonly ctdcReads: readonly string[];
  /** For a group: at least one of these is true, which one is not known. */
  readonly members: readonly string[];
};

function supportOf(cell: string): Support | undefined {
  const [kind, list] = cell.split(":");
  return list === undefined ? undefined : { kind: kind as Support["kind"], anyOf: parts(list) };
}

export function readElements(rows: readonly Record<string, string>[]): Element[] {
  return rows.map((row) => ({
    code: row["code"] ?? "",
    kind: row["kind"] as Element["kind"],
    label: row["label"] ?? "",
    question: row["question"] ?? "",
    supports: supportOf(row["supports"] ?? ""),
    violation: (row["violation"] || undefined) as Element["violation"],
    ilo11: parts(row["ilo11"]).map(Number),
    htcdsField: row["htcds_field"] ?? "",
    htcdsValue: row["htcds_value"] ?? "",
    htcdsDefinitions: row["htcds_definitions"] ?? "",
    htcdsWrites: row["htcds_writes"] ?? "",
    ctdc: { 63: row["ctdc_63"] ?? "", 38: row["ctdc_38"] ?? "", 27: row["ctdc_27"] ?? "" },
    ctdcReads: parts(row["ctdc_reads"]),
    members: parts(row["members"]),
  }));
}

const plain = { htcdsField: "", htcdsValue: "", htcdsDefinitions: "", htcdsWrites: "", ctdcReads: [], members: [] };
const noColumns = { 63: "", 38: "", 27: "" } as const;

/** ILO's eleven indicators, each an element `ilo11.CODE`. */
export function readIlo11(list: { readonly indicators: readonly { n: number; code: string; label: string }[] }) {
  const labour = new Set([8, 9, 10, 11]);
  return list.indicators.map(
    ({ n, code, label }): Element => ({
      ...plain,
      code: `ilo11.${code}`,
      kind: "ilo11",
      label,
      question: `Is there a sign of this: ${label.toLowerCase()}?`,
      supports: undefined,
      violation: labour.has(n) ? "labour" : "other",
      ilo11: [n],
      ctdc: noColumns,
    }),
  );
}

/** The weights of one Delphi indicator in ILO and EC's labour sets. */
export type DelphiIndicator = {
  readonly code: string;
  readonly dimension: number;
  readonly dimensionName: string;
  readonly adult: "S" | "M" | "W" | undefined;
  readonly child: "S" | "M" | "W" | undefined;
};

export function readDelphi(rows: readonly Record<string, string>[]): {
  readonly indicators: DelphiIndicator[];
  readonly elements: Element[];
} {
  const weight = (cell: string | undefined) => (cell || undefined) as DelphiIndicator["adult"];
  return {
    indicators: rows.map((row) => ({
      code: `delphi.${row["id"]}`,
      dimension: Number(row["dimension"]),
      dimensionName: row["dimension_name"] ?? "",
      adult: weight(row["adult_labour"]),
      child: weight(row["child_labour"]),
    })),
    elements: rows.map((row) => ({
      ...plain,
      code: `delphi.${row["id"]}`,
      kind: "delphi",
      label: row["indicator (own short wording)"] ?? "",
      question: `${row["dimension_name"]}: ${(row["indicator (own short wording)"] ?? "").toLowerCase()}?`,
      supports: undefined,
      violation: row["dimension"] === "4" ? "labour" : undefined,
      ilo11: (row["ilo11 (third-party link)"] ?? "").split(";").filter(Boolean).map(Number),
      ctdc: noColumns,
    })),
  };
}
