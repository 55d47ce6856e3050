import { parentPort, workerData } from "node:worker_threads";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { cellText } from "./cellText.ts";
import type { ParquetPart } from "./parquet.ts";

// The thread that opens a Parquet file: a damaged page can keep the library busy for ever, and only a thread can be ended.
const mostRows = 10_000_000;
const say = (part: ParquetPart) => parentPort?.postMessage(part);

try {
  const bytes = workerData as Uint8Array;
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = parquetMetadata(file);
  const header = metadata.schema
    .slice(1)
    .filter((column) => column.num_children === undefined)
    .map((column) => column.name);
  const rows: string[][] = [];
  // One column of one group at a time: of several that are damaged only one error would be heard, the rest end the program.
  for (const { num_rows, columns } of metadata.row_groups) {
    const [start, count] = [rows.length, Number(num_rows)];
    if (count > mostRows || columns.some(({ meta_data }) => meta_data?.num_values !== num_rows))
      throw new RangeError("the columns are not of one length");
    for (let row = 0; row < count; row++) rows.push([]);
    for (const name of header) {
      const part = await parquetReadObjects({
        file,
        metadata,
        columns: [name],
        rowStart: start,
        rowEnd: start + count,
      });
      for (let row = 0; row < count; row++) rows[start + row]?.push(cellText(part[row]?.[name]));
      say({ kind: "progress" });
    }
  }
  say({ kind: "table", table: { header, rows } });
} catch (error) {
  say({ kind: "damaged", why: error instanceof Error ? error.message : String(error) });
}
