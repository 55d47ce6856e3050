import { choice, number, wholeNumber } from "../../app/link.ts";
import { placeFields } from "../../data/places.ts";
import { objectives } from "../../engine/objectives.ts";

/** Fewer draws than the command line takes, so that a page answers in seconds; the same seed and horizon. */
export const budgetSchema = {
  ...placeFields,
  /** US$ of 2021 a year. */
  money: number(1, 1e13, 100e6),
  objective: choice(objectives, "mean"),
  draws: wholeNumber(16, 1024, 128),
  seed: wholeNumber(0, Number.MAX_SAFE_INTEGER, 1),
  years: wholeNumber(1, 100, 10),
};
