import { nearest } from "@counterweight/kernel";
import {
  type CountOptions,
  DEFAULTS,
  defaultBootstrap,
  METHODS,
  type MethodName,
  parseModel,
} from "@counterweight/prevalence";
import { usageProblem } from "../command.ts";
import { wholeNumber } from "../options.ts";

export type CountValues = {
  readonly method?: string | undefined;
  readonly pthresh?: string | undefined;
  readonly model?: string | undefined;
  readonly bootstrap?: string | undefined;
  readonly chains?: string | undefined;
  readonly seed?: string | undefined;
  readonly level?: string | undefined;
  readonly order?: string | undefined;
};

/** Options of the analysis from the words of the command line. */
export function countOptions(values: CountValues, lists: readonly string[]): CountOptions {
  const methods = methodsOf(values.method, values.model !== undefined);
  return {
    methods,
    ...(values.model === undefined ? {} : { model: parseModel(values.model, lists) }),
    ...(values.order === undefined ? {} : { order: wholeNumber("count", "order", values.order, 2, 1, 19) }),
    threshold: share("pthresh", values.pthresh, DEFAULTS.threshold),
    bootstrap: wholeNumber("count", "bootstrap", values.bootstrap, defaultBootstrap(lists.length), 0, 100_000),
    chains: wholeNumber("count", "chains", values.chains, DEFAULTS.chains, 1, 64),
    seed: wholeNumber("count", "seed", values.seed, DEFAULTS.seed, 0, Number.MAX_SAFE_INTEGER),
    level: share("level", values.level, DEFAULTS.level),
    robustness: true,
  };
}

export function methodsOf(text: string | undefined, withModel: boolean): readonly MethodName[] {
  if (text === undefined || text === "all") return withModel ? METHODS : DEFAULTS.methods;
  return text.split(",").map((word) => {
    const name = METHODS.find((method) => method === word.trim());
    if (name === undefined) {
      const close = nearest(word, METHODS);
      throw usageProblem(
        "count",
        `there is no method "${word}"`,
        (close.length > 0 ? close : ["all", ...METHODS]).join(", "),
      );
    }
    if (name === "fixed" && !withModel)
      throw usageProblem("count", "the method fixed needs a model", '--model "[12,13,4]"');
    return name;
  });
}

function share(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1) || (name === "level" && (value <= 0 || value >= 1)))
    throw usageProblem(
      "count",
      `--${name} is "${text}"`,
      name === "level" ? "a number between 0 and 1, such as 0.95" : "a number from 0 to 1",
    );
  return value;
}
