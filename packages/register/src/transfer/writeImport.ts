import type { CaseRecord } from "@counterweight/cases";
import type { Pool } from "pg";
import { type Prepared, prepareRecords, type SealingRoom } from "../records/prepare.ts";
import { writeRecords } from "../records/store.ts";
import { type Origin, transact } from "../transaction.ts";

/** Who imports, and the number of the import. */
export type ImportOrder = {
  readonly account: string;
  readonly origin?: Origin | undefined;
  readonly importId: string;
  readonly count: number;
};

/** Where the keys of new people are kept; told to take them back if their records will not be there. */
export type KeyKeeper = {
  readonly keep: (prepared: Pick<Prepared, "people" | "slots">) => Promise<void> | void;
  readonly takeBack: () => void;
};

/** Seals and writes checked records batch by batch in one transaction. The trail names every record, a batch an entry. */
export async function writeImport(
  pool: Pool,
  room: SealingRoom,
  { account, origin, importId, count }: ImportOrder,
  batches: AsyncIterable<readonly CaseRecord[]> | Iterable<readonly CaseRecord[]>,
  { keep, takeBack }: KeyKeeper,
  onWritten: (written: number) => void,
): Promise<number> {
  return transact(pool, { role: "app", account, origin }, async (transaction) => {
    transaction.undo(takeBack);
    const placement = { owner: null, team: null, importId };
    // While PostgreSQL writes one batch, the next is sealed.
    let writing = Promise.resolve();
    let written = 0;
    for await (const records of batches) {
      const prepared = await prepareRecords(room, records);
      await keep(prepared);
      await writing;
      writing = writeRecords(transaction, room.agency, prepared, placement, account);
      // A failure is thrown by the await above or below, not as one nobody waits for.
      writing.catch(() => undefined);
      const { ids } = prepared;
      transaction.audit({ action: "import.create", outcome: "done", id: importId, ids, note: `${count} written` });
      written += ids.length;
      onWritten(written);
    }
    await writing;
    return written;
  });
}
