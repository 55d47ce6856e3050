/**
 * A document as data, printed as HTML, Markdown or PDF by the same three printers. Text is plain; `[[ID]]` in it cites
 * the source of that id, `**words**` stresses.
 */
export type BriefDocument = {
  readonly title: string;
  /** One sentence under the title: what this is and for whom. */
  readonly summary: string;
  /** BCP 47, `en` if absent. */
  readonly language?: string;
  /** Small facts in the head: date, seed, draws, version. */
  readonly facts?: readonly { readonly label: string; readonly value: string }[];
  readonly blocks: readonly Block[];
  readonly sources: readonly Source[];
  /** How to cite this document. */
  readonly citation?: string;
};

export type Block =
  | { readonly kind: "heading"; readonly text: string; readonly level?: 2 | 3; readonly newPage?: boolean }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[]; readonly ordered?: boolean }
  | { readonly kind: "note"; readonly text: string; readonly title?: string }
  | { readonly kind: "numbers"; readonly items: readonly BigNumber[] }
  | Table
  | Figure;

/** A headline number: never without its interval or an honest word on why there is none. */
export type BigNumber = {
  readonly label: string;
  readonly value: string;
  readonly interval: string;
  /** A word on how sure: `strong`, `judged`, ... */
  readonly quality: string;
  readonly cite?: readonly string[];
};

export type Table = {
  readonly kind: "table";
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly numeric?: boolean }[];
  readonly rows: readonly (readonly string[])[];
  readonly note?: string;
};

/** A chart: its title states what it shows; `svg` is self-contained; the table behind it is always printed or folded. */
export type Figure = {
  readonly kind: "figure";
  readonly title: string;
  readonly svg: string;
  readonly alternative: string;
  readonly source: string;
  readonly data?: Table;
};

export type Source = {
  readonly id: string;
  /** In a standard citation style, one line. */
  readonly text: string;
  readonly url?: string;
  readonly quality: string;
  /** How it was checked, and its critique in a sentence. */
  readonly remark?: string;
};
