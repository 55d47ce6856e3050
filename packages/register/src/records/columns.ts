/**
 * Columns of many rows as PostgreSQL's binary arrays (src/backend/utils/adt/arrayfuncs.c, array_recv), for
 * `insert ... select from unnest($1::uuid[], ...)`: nothing is escaped here and nothing parsed there, which halves the
 * database's work against JSON. Row-level security checks each row as in any insert; COPY would refuse to.
 */
const elementTypes = { uuid: 2950, text: 25, bytea: 17, int4: 23, bool: 16, jsonb: 3802 } as const;
export type ColumnType = keyof typeof elementTypes;
export type ColumnValue = string | Buffer | number | boolean | null;

const headerBytes = 20;

/** One column being filled; a value must fit the column's type, as a `uuid` is 36 characters. */
export class Column {
  readonly #type: ColumnType;
  // Slow means of its own: it is handed to another thread whole.
  #bytes: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(4096);
  #end = headerBytes;
  #rows = 0;

  constructor(type: ColumnType) {
    this.#type = type;
  }

  #room(bytes: number): Buffer {
    if (this.#end + bytes > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#end + bytes));
      this.#bytes.copy(larger, 0, 0, this.#end);
      this.#bytes = larger;
    }
    return this.#bytes;
  }

  add(value: ColumnValue): void {
    this.#rows++;
    if (value === null) this.#end = this.#room(4).writeInt32BE(-1, this.#end);
    else if (typeof value === "string") this.#addText(value);
    else if (typeof value === "number") {
      this.#end = this.#room(8).writeInt32BE(4, this.#end);
      this.#end = this.#bytes.writeInt32BE(value, this.#end);
    } else if (typeof value === "boolean") {
      this.#end = this.#room(5).writeInt32BE(1, this.#end);
      this.#end = this.#bytes.writeInt8(value ? 1 : 0, this.#end);
    } else {
      this.#end = this.#room(4 + value.length).writeInt32BE(value.length, this.#end);
      this.#end += value.copy(this.#bytes, this.#end);
    }
  }

  #addText(value: string): void {
    if (this.#type === "uuid") {
      const bytes = this.#room(20);
      this.#end = bytes.writeInt32BE(16, this.#end);
      this.#end += bytes.write(value.replaceAll("-", ""), this.#end, "hex");
      return;
    }
    const bytes = this.#room(5 + 3 * value.length);
    let start = this.#end + 4;
    // A binary jsonb is its version and the text.
    if (this.#type === "jsonb") start = bytes.writeInt8(1, start);
    const end = start + bytes.write(value, start);
    bytes.writeInt32BE(end - this.#end - 4, this.#end);
    this.#end = end;
  }

  /** The whole array; the column is done with. */
  finish(): Buffer<ArrayBuffer> {
    const head = [this.#rows === 0 ? 0 : 1, 1, elementTypes[this.#type], this.#rows, 1];
    for (const [place, value] of head.entries()) this.#bytes.writeInt32BE(value, place * 4);
    return this.#bytes.subarray(0, this.#rows === 0 ? 12 : this.#end);
  }
}

/** Gathered rows of one table: what a thread hands to another, and `insertStatement` writes. */
export type Gathered = {
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly size: number;
  readonly values: readonly Uint8Array<ArrayBuffer>[];
};

/** Rows of one table being gathered: names and types of the columns, and one `add` a row in their order. */
export class Rows {
  readonly #names: Readonly<Record<string, ColumnType>>;
  readonly #columns: readonly Column[];
  #size = 0;

  constructor(columns: Readonly<Record<string, ColumnType>>) {
    this.#names = columns;
    this.#columns = Object.values(columns).map((type) => new Column(type));
  }

  add(...values: readonly ColumnValue[]): void {
    this.#size++;
    for (let place = 0; place < this.#columns.length; place++) this.#columns[place]?.add(values[place] ?? null);
  }

  finish(): Gathered {
    return { columns: this.#names, size: this.#size, values: this.#columns.map((column) => column.finish()) };
  }
}

/** The statement that writes gathered rows, each with the same `fixed` columns beside its own (name to type and value). */
export function insertStatement(
  table: string,
  { columns, values }: Gathered,
  fixed: Readonly<Record<string, readonly [ColumnType, string | null]>>,
): { readonly text: string; readonly values: unknown[] } {
  const [names, types] = [Object.keys(columns), Object.values(columns)];
  const more = Object.entries(fixed);
  return {
    text: `insert into ${table} (${[...names, ...more.map(([name]) => name)].join(", ")})
      select r.*${more.map(([, [type]], place) => `, $${names.length + place + 1}::${type}`).join("")}
      from unnest(${types.map((type, place) => `$${place + 1}::${type}[]`).join(", ")}) as r(${names.join(", ")})`,
    values: [...values, ...more.map(([, [, value]]) => value)],
  };
}
