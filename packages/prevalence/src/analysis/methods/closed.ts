import { normalQuantile } from "@counterweight/kernel";
import { closedModels, MOST_LISTS_CLOSED } from "../../closed/heterogeneity.ts";
import { twoLists } from "../../closed/two-lists.ts";
import { observed } from "../../table/table.ts";
import type { Context } from "../context.ts";
import { type MethodResult, withoutEstimate } from "../results.ts";

/** Heterogeneity models after Rivest and Baillargeon; Chao's lower bound with differing lists is the headline. */
export async function rcapture(context: Context): Promise<MethodResult> {
  const { table, options } = context;
  const title = "Chao's lower bound (Mth)";
  const assumption =
    "People differ in how easily they are seen, lists differ in how many they see, and otherwise lists are independent; the bound is for the least the total can be.";
  const lists = table.lists.length;
  if (lists < 3 || lists > MOST_LISTS_CLOSED)
    return withoutEstimate(
      title,
      "not applicable",
      [`Defined here for 3 to ${MOST_LISTS_CLOSED} lists, not ${lists}.`],
      assumption,
    );
  const models = closedModels(table);
  const bound = models.find(({ name }) => name === "Mth Chao (LB)");
  const people = observed(table);
  if (bound === undefined || !bound.converged || bound.estimate > 1e6 * people)
    return withoutEstimate(title, "no estimate", ["The likelihood has no maximum at a finite total."], assumption);
  const z = normalQuantile((1 + options.level) / 2);
  return {
    title,
    estimate: bound.estimate,
    interval: {
      low: Math.max(people, bound.estimate - z * bound.standardError),
      high: bound.estimate + z * bound.standardError,
      level: options.level,
      kind: "normal",
    },
    model: null,
    aic: bound.aic,
    bic: bound.bic,
    status: "ok",
    reasons: [],
    assumption,
    diagnostics: {
      lowerBound: true,
      models: models.map((model) => ({ ...model, estimate: model.converged ? model.estimate : null })),
    },
  };
}

/** Two lists: Chapman, with Lincoln-Petersen beside it. */
export async function chapman(context: Context): Promise<MethodResult> {
  const { table, options } = context;
  const title = "Chapman, two lists";
  const assumption = "The two lists are independent, cover the same people and are linked without error.";
  if (table.lists.length !== 2) return withoutEstimate(title, "not applicable", ["For two lists only."], assumption);
  const { chapman: result, lincolnPetersen } = twoLists(table, options.level);
  if (lincolnPetersen === undefined)
    return withoutEstimate(
      title,
      "no estimate",
      ["Nobody is on both lists; Chapman's formula would give a number that the data do not support."],
      assumption,
    );
  return {
    title,
    estimate: result.estimate,
    interval: { low: result.low, high: result.high, level: options.level, kind: "normal" },
    model: null,
    aic: null,
    bic: null,
    status: "ok",
    reasons: [],
    assumption,
    diagnostics: { standardError: result.standardError, lincolnPetersen },
  };
}
