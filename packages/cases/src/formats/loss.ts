/**
 * dropped: the target has no place for it. merged: the target says less or says it together with others.
 * guessed: a choice was made that the source does not settle.
 */
export type LossKind = "dropped" | "merged" | "guessed";

export type LossEntry = {
  readonly kind: LossKind;
  /** Field of the source, or a path of the record (`elements.control.physical_abuse`). */
  readonly field: string;
  /** Where it went, if anywhere. */
  readonly into: string;
  readonly reason: string;
  /** In how many values this happened. */
  readonly count: number;
};

/** What a conversion lost. Conversions write into it; nothing is lost without an entry. */
export class LossReport {
  readonly #entries = new Map<string, { kind: LossKind; field: string; into: string; reason: string; count: number }>();

  add(kind: LossKind, field: string, reason: string, into = ""): void {
    const key = `${kind}\n${field}\n${into}\n${reason}`;
    const entry = this.#entries.get(key);
    if (entry === undefined) this.#entries.set(key, { kind, field, into, reason, count: 1 });
    else entry.count++;
  }

  /** Takes over the entries of another stage of the same conversion. */
  include(other: LossReport): void {
    for (const entry of other.entries()) {
      const key = `${entry.kind}\n${entry.field}\n${entry.into}\n${entry.reason}`;
      const own = this.#entries.get(key);
      if (own === undefined) this.#entries.set(key, { ...entry });
      else own.count += entry.count;
    }
  }

  /** By kind, then by field. */
  entries(): LossEntry[] {
    return [...this.#entries.values()].sort((a, b) =>
      a.kind === b.kind ? (a.field < b.field ? -1 : a.field > b.field ? 1 : 0) : a.kind < b.kind ? -1 : 1,
    );
  }
}
