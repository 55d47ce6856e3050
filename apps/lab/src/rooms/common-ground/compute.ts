import {
  type Intervention,
  interventionsFile,
  type Position,
  parseInterventions,
  parsePositions,
  positionsFile,
} from "@counterweight/policy";
import { readerOf } from "../../data/files.ts";

export type GroundData = {
  readonly catalogue: readonly Intervention[];
  readonly shipped: readonly Position[];
  /** The shipped positions as they stand in the file, to be edited. */
  readonly written: ReadonlyMap<string, string>;
};

/** Fewer draws than the command line takes, so that a page answers in seconds; the same seed. */
export const [draws, seed, years] = [64, 1, 10];

/** The catalogue and the shipped positions; what is computed from them is asked of the worker. */
export async function groundData(): Promise<GroundData> {
  const read = await readerOf([interventionsFile, positionsFile]);
  const catalogue = parseInterventions(read(interventionsFile));
  const text = read(positionsFile);
  const raw = (JSON.parse(text) as { readonly positions: readonly { readonly id: string }[] }).positions;
  return {
    catalogue,
    shipped: parsePositions(
      text,
      catalogue.map(({ id }) => id),
    ),
    written: new Map(raw.map((position) => [position.id, JSON.stringify(position, null, 1)])),
  };
}

/** Positions a reader wrote, from the link: a JSON list without line breaks. @throws Problem in one sentence */
export function ownPositions(own: string, catalogue: readonly Intervention[]): Position[] {
  if (own === "") return [];
  return parsePositions(
    `{"positions":${own}}`,
    catalogue.map(({ id }) => id),
    "this text",
  );
}

/** Shipped positions with a reader's own in place of those with the same id, and further ones after them. */
export function withOwn(shipped: readonly Position[], own: readonly Position[]): Position[] {
  return [
    ...shipped.map((position) => own.find(({ id }) => id === position.id) ?? position),
    ...own.filter(({ id }) => !shipped.some((position) => position.id === id)),
  ];
}

/** The link's list with one position written anew, or taken out where `text` is empty. */
export function rewritten(own: string, id: string, text: string): string {
  const list = own === "" ? [] : (JSON.parse(own) as { readonly id: string }[]);
  const kept = list.filter((position) => position.id !== id);
  const next = text === "" ? kept : [...kept, JSON.parse(text) as { readonly id: string }];
  return next.length === 0 ? "" : JSON.stringify(next);
}
