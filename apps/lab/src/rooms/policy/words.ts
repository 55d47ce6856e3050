import { type LeverName, leverRanges, levers } from "@counterweight/policy";
import type { Format } from "../../text/format.ts";
import { leverPlaces, type Writing } from "./levers.ts";

const writers: Readonly<Record<Writing, (value: number, format: Format) => string>> = {
  added: (value, format) => format.change(value),
  share: (value, format) => format.share(value),
  factor: (value, format) => `×${format.plain(value, 3)}`,
  points: (value, format) => format.change(value),
  money: (value, format) => (value === 0 ? format.money(0) : `+${format.money(value)}`),
};

/** The size of a lever as it is written beside its slider. */
export const writeLever = (lever: LeverName, value: number, format: Format): string =>
  writers[leverPlaces[lever].writing](value, format);

export const neutralOf = (lever: LeverName): number => levers[lever].neutral;
export const rangeOf = (lever: LeverName) => leverRanges[lever];
