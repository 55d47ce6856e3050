import { choice, number } from "../../app/link.ts";
import { scopeFields } from "../../data/scope.ts";
import { objectives } from "../../engine/objectives.ts";

export const budgetSchema = {
  ...scopeFields(128),
  /** US$ of 2021 a year. */
  money: number(1, 1e13, 100e6),
  objective: choice(objectives, "mean"),
};
