import { historyText, type ListTable } from "../table/table.ts";

/** SHA-256 of the table as text, rows in their own order: says which data an estimate belongs to. */
export async function dataHash(table: ListTable): Promise<string> {
  const text = [
    table.lists.join(","),
    ...table.histories.map((history, row) => `${historyText(history, table.lists.length)} ${table.counts[row] ?? 0}`),
  ].join("\n");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
