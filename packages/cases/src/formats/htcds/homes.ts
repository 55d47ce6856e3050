import type { Field } from "../../standards/fields.ts";
import type { Standards } from "../../standards/standards.ts";

/** Where an HTCDS field lives in the record. */
export type Home =
  | { readonly kind: "field"; readonly field: Field }
  | { readonly kind: "elements" }
  | {
      readonly kind: "member";
      readonly group: string;
      readonly key: string;
      readonly value: string;
      readonly field: Field;
    };

const homes = new WeakMap<Standards, Map<string, Home>>();

/** Every one of the 84 fields with its home; a standard's field without one is a defect that a test would find. */
export function htcdsHomes(standards: Standards): Map<string, Home> {
  const known = homes.get(standards);
  if (known !== undefined) return known;
  const made = new Map<string, Home>();
  const fieldAt = new Map(standards.fields.map((field) => [field.path, field]));
  for (const field of standards.fields) if (field.htcds !== "") made.set(field.htcds, { kind: "field", field });
  for (const row of standards.list("htcds_homes")) {
    const field = fieldAt.get(`${row["group"]}[].${row["member"]}`);
    if (field !== undefined)
      made.set(row["field"] ?? "", {
        kind: "member",
        group: row["group"] ?? "",
        key: row["key"] ?? "",
        value: row["value"] ?? "",
        field,
      });
  }
  for (const element of standards.elements)
    if (element.htcdsField !== "") made.set(element.htcdsField, { kind: "elements" });
  homes.set(standards, made);
  return made;
}

/** The standard's field names in its own order. */
export const htcdsFields = (standards: Standards): string[] =>
  standards.list("htcds_v2_fields").map((row) => row["field"] ?? "");
