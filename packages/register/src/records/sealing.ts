import { blind, seal, searchParts, unseal } from "../keys/seal.ts";
import type { FieldLevel } from "../policy/policy.ts";
import type { Leaves } from "./pointer.ts";

/** Sealed fields of one level: pointer to base64. */
export type SealedFields = Record<string, string>;

const tableOf = { identity: "case_identity", narrative: "case_narrative" } as const;

/** Every leaf at its level. */
export function split(leaves: Leaves, levelOf: (pointer: string) => FieldLevel): Record<FieldLevel, Leaves> {
  const parts: Record<FieldLevel, Leaves> = { code: new Map(), identity: new Map(), narrative: new Map() };
  for (const [pointer, value] of leaves) parts[levelOf(pointer)].set(pointer, value);
  return parts;
}

/** The coded part of a record, sealed as one. */
export function sealCodes(key: Buffer, id: string, leaves: Leaves): Buffer {
  return seal(key, { table: "case_record", row: id, column: "coded" }, JSON.stringify([...leaves]));
}

export function openCodes(key: Buffer, id: string, sealed: Buffer): Leaves | undefined {
  const clear = unseal(key, { table: "case_record", row: id, column: "coded" }, sealed);
  return clear && new Map(JSON.parse(clear.toString()) as [string, unknown][]);
}

/** Names, contacts, narrative: one sealed value a field, bound to its table, record and field. */
export function sealFields(key: Buffer, level: "identity" | "narrative", id: string, leaves: Leaves): SealedFields {
  return Object.fromEntries(
    [...leaves].map(([pointer, value]) => [
      pointer,
      seal(key, { table: tableOf[level], row: id, column: pointer }, JSON.stringify(value)).toString("base64"),
    ]),
  );
}

export function openFields(
  key: Buffer,
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
export function searchTokens(indexKey: Buffer, leaves: Leaves): Buffer[] {
  const parts = new Set<string>();
  for (const [pointer, value] of leaves) {
    if (!searched.test(pointer)) continue;
    for (const text of [value].flat().map(String)) for (const part of searchParts(text)) parts.add(part);
  }
  return [...parts].map((part) => blind(indexKey, part));
}
