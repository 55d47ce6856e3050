import { nearest, Problem } from "@counterweight/kernel";

/** One row of a table with readers that fail in one sentence naming file, row and column. */
export class Row {
  readonly file: string;
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;

  constructor(file: string, line: number, cells: Readonly<Record<string, string>>) {
    this.file = file;
    this.line = line;
    this.cells = cells;
  }

  where(column: string): string {
    return `${this.file}, row ${this.line}, column ${column}`;
  }

  fault(column: string, what: string, expected?: string): Problem {
    return new Problem({ code: "table.cell", where: this.where(column), what, ...(expected ? { expected } : {}) });
  }

  text(column: string): string {
    return (this.cells[column] ?? "").trim();
  }

  filled(column: string): string {
    const text = this.text(column);
    if (text === "") throw this.fault(column, column in this.cells ? "the cell is empty" : "the column is missing");
    return text;
  }

  number(column: string): number {
    const text = this.filled(column);
    const value = Number(text);
    if (!Number.isFinite(value)) throw this.fault(column, `"${text}" is not a number`);
    return value;
  }

  /** Undefined where the cell is empty. */
  optionalNumber(column: string): number | undefined {
    return this.text(column) === "" ? undefined : this.number(column);
  }

  matching(column: string, pattern: RegExp, expected: string): string {
    const text = this.filled(column);
    if (!pattern.test(text)) throw this.fault(column, `"${text}" does not fit`, expected);
    return text;
  }

  oneOf<const T extends string>(column: string, choices: readonly T[]): T {
    return this.choice(column, this.filled(column) as T, choices);
  }

  choice<const T extends string>(column: string, text: T, choices: readonly T[]): T {
    if (choices.includes(text)) return text;
    const close = nearest(text, choices);
    throw this.fault(column, `"${text}" is not known`, (close.length > 0 ? close : choices).join(", "));
  }

  list(column: string, pattern: RegExp): string[] {
    const parts = this.text(column)
      .split("|")
      .map((part) => part.trim())
      .filter((part) => part !== "");
    const wrong = parts.find((part) => !pattern.test(part));
    if (wrong !== undefined) throw this.fault(column, `"${wrong}" is not a figure id`, "ids such as INTV-001 joined by |");
    return parts;
  }
}
