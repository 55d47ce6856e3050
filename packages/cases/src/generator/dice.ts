import type { Stream } from "@counterweight/kernel";
import type { Vocabulary } from "../standards/vocabularies.ts";

/** Choices for invented records, all from one random stream. */
export class CaseDice {
  readonly #stream: Stream;
  readonly #list: (name: string) => Vocabulary;

  constructor(stream: Stream, list: (name: string) => Vocabulary) {
    this.#stream = stream;
    this.#list = list;
  }

  chance(probability: number): boolean {
    return this.#stream.uniform() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.#stream.integer(items.length)] as Item;
  }

  /** One to `most` different items, in their own order. */
  someOf<Item>(items: readonly Item[], most: number): Item[] {
    const wanted = new Set<Item>();
    const count = 1 + this.#stream.integer(most);
    for (let draw = 0; draw < count; draw++) wanted.add(this.pick(items));
    return items.filter((item) => wanted.has(item));
  }

  code(list: string, among?: readonly string[]): string {
    return this.pick(
      among ??
        this.#list(list)
          .codes.map(({ code }) => code)
          .filter((code) => code !== "trans_or_non_conforming"),
    );
  }

  codes(list: string, most: number, allowed: (code: string) => boolean = () => true): string[] {
    return this.someOf(
      this.#list(list)
        .codes.map(({ code }) => code)
        .filter(allowed),
      most,
    );
  }

  maybe<Part extends object>(probability: number, part: () => Part): Partial<Part> {
    return this.chance(probability) ? part() : {};
  }

  /** A whole date from the first to the last year, days 1 to 28. */
  date(first: number, last: number): string {
    const two = (number: number) => String(number).padStart(2, "0");
    return `${first + this.#stream.integer(last - first + 1)}-${two(1 + this.#stream.integer(12))}-${two(1 + this.#stream.integer(28))}`;
  }
}
