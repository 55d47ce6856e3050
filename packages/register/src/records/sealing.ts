import { blind, type Key, seal, searchParts, unseal } from "../keys/seal.ts";
import { flatten, type Leaves } from "./pointer.ts";

/** Sealed fields of one level: pointer to base64. */
export type SealedFields = Record<string, string>;

const tableOf = { identity: "case_identity", narrative: "case_narrative" } as const;

/** The coded part of a record, sealed as one. */
export function sealCodes(key: Key, id: string, codes: object): Buffer {
  return seal(key, { table: "case_record", row: id, column: "coded" }, JSON.stringify(codes));
}

export function openCodes(key: Key, id: string, sealed: Buffer): Leaves | undefined {
  const clear = unseal(key, { table: "case_record", row: id, column: "coded" }, sealed);
  return clear && flatten(JSON.parse(clear.toString()));
}

/** Names, contacts, narrative: one sealed value a field, bound to its table, record and field. */
export function sealFields(key: Key, level: "identity" | "narrative", id: string, leaves: Leaves): SealedFields {
  return Object.fromEntries(
    [...leaves].map(([pointer, value]) => [
      pointer,
      seal(key, { table: tableOf[level], row: id, column: pointer }, JSON.stringify(value)).toString("base64"),
    ]),
  );
}

export function openFields(
  key: Key,
  level: "identity" | "narrative",
  id: string,
  fields: SealedFields | undefined,
): Leaves {
  const leaves: Leaves = new Map();
  for (const [pointer, sealed] of Object.entries(fields ?? {})) {
    const clear = unseal(key, { table: tableOf[level], row: id, column: pointer }, Buffer.from(sealed, "base64"));
    if (clear !== undefined) leaves.set(pointer, JSON.parse(clear.toString()));
  }
  return leaves;
}

const searched = /^\/person\/(names\/\d+\/text|email|homePhone|mobilePhone|identityNumbers)$/;

/** The blind index of what identifies the person: each part of each name, each contact as a whole. */
export function searchTokens(indexKey: Key, leaves: Leaves): Buffer[] {
  const parts = new Set<string>();
  for (const [pointer, value] of leaves) {
    if (!searched.test(pointer)) continue;
    for (const text of [value].flat().map(String)) for (const part of searchParts(text)) parts.add(part);
  }
  return [...parts].map((part) => blind(indexKey, part));
}
