/** How a field is written and checked. */
export type FieldType =
  | "text"
  | "long text"
  | "texts"
  | "date"
  | "number"
  | "whole"
  | "flag"
  | "code"
  | "codes"
  | "country"
  | "countries"
  | "age range"
  | "elements"
  | "extensions";

/** One field of the record as forms, the register and the documentation see it. */
export type Field = {
  /** `person.names[].text`: `[]` marks a group that repeats. */
  readonly path: string;
  /** The part of the form it belongs to. */
  readonly group: string;
  readonly label: string;
  /** One question in plain words. */
  readonly question: string;
  readonly type: FieldType;
  /** Name of its code list, for `code` and `codes`. */
  readonly vocabulary: string;
  readonly sensitivity: string;
  /** Kept encrypted at rest: names, contacts, exact places, free text, documents. */
  readonly encrypted: boolean;
  /** The HTCDS v2.0 field of the same meaning, or empty. */
  readonly htcds: string;
  readonly required: boolean;
};

export function readFields(rows: readonly Record<string, string>[]): Field[] {
  return rows.map((row) => ({
    path: row["path"] ?? "",
    group: row["group"] ?? "",
    label: row["label"] ?? "",
    question: row["question"] ?? "",
    type: row["type"] as FieldType,
    vocabulary: row["vocabulary"] ?? "",
    sensitivity: row["sensitivity"] ?? "",
    encrypted: row["encrypted"] === "yes",
    htcds: row["htcds"] ?? "",
    required: row["required"] === "yes",
  }));
}
