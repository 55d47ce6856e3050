import { nearest, Problem } from "@counterweight/kernel";
import { type LeverName, leverNames } from "../catalogue/levers.ts";
import {
  type Beliefs,
  type ContestedParameter,
  contestedParameters,
  type Position,
  positionStructures,
  type Range,
  type ValueOutcome,
  type Values,
  valueOutcomeNames,
} from "./position.ts";

export const positionsFile = "interventions/positions.json";

/** Reads one field after another and fails in one sentence that says where. */
class Reader {
  readonly where: string;
  readonly value: unknown;

  constructor(where: string, value: unknown) {
    this.where = where;
    this.value = value;
  }

  fault(what: string, expected?: string): Problem {
    return new Problem({ code: "positions", where: this.where, what, ...(expected ? { expected } : {}) });
  }

  private record(): Record<string, unknown> {
    if (typeof this.value !== "object" || this.value === null || Array.isArray(this.value))
      throw this.fault("an object is expected here");
    return this.value as Record<string, unknown>;
  }

  at(key: string): Reader {
    return new Reader(`${this.where}.${key}`, this.record()[key]);
  }

  has(key: string): boolean {
    return this.record()[key] !== undefined;
  }

  keys(allowed: readonly string[]): string[] {
    const keys = Object.keys(this.record());
    const wrong = keys.find((key) => !allowed.includes(key));
    if (wrong !== undefined) {
      const close = nearest(wrong, allowed);
      throw this.fault(`"${wrong}" is not known`, (close.length > 0 ? close : allowed).join(", "));
    }
    return keys;
  }

  get isArray(): boolean {
    return Array.isArray(this.value);
  }

  list(): Reader[] {
    if (!Array.isArray(this.value)) throw this.fault("a list is expected here");
    return this.value.map((item: unknown, index) => new Reader(`${this.where}[${index}]`, item));
  }

  text(): string {
    if (typeof this.value !== "string" || this.value.trim() === "") throw this.fault("a text is expected here");
    return this.value;
  }

  number(): number {
    if (typeof this.value !== "number" || !Number.isFinite(this.value)) throw this.fault("a number is expected here");
    return this.value;
  }

  flag(): boolean {
    if (typeof this.value !== "boolean") throw this.fault("true or false is expected here");
    return this.value;
  }

  oneOf<const T extends string>(choices: readonly T[]): T {
    const text = this.text();
    if (choices.includes(text as T)) return text as T;
    const close = nearest(text, choices);
    throw this.fault(`"${text}" is not known`, (close.length > 0 ? close : choices).join(", "));
  }

  range(): Range {
    const [low, high, ...rest] = this.list().map((end) => end.number());
    if (low === undefined || high === undefined || rest.length > 0 || low > high)
      throw this.fault("a range is two numbers, the lower first");
    return [low, high];
  }

  texts(): string[] {
    return this.list().map((item) => item.text());
  }
}

/**
 * Reads positions from the text of a JSON file, shipped or a user's own; the intervention named by a belief must exist.
 * @throws Problem naming the field.
 */
export function parsePositions(json: string, interventions: readonly string[], file = "positions.json"): Position[] {
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch (cause) {
    throw new Problem({ code: "positions", where: file, what: "this is not JSON", cause });
  }
  const positions = new Reader(file, document)
    .at("positions")
    .list()
    .map((item) => readPosition(item, interventions));
  const twice = positions.find(({ id }, index) => positions.findIndex((other) => other.id === id) !== index);
  if (twice) throw new Problem({ code: "positions", where: file, what: `the position "${twice.id}" stands twice` });
  if (positions.length === 0) throw new Problem({ code: "positions", where: file, what: "there is no position in it" });
  return positions;
}

function readPosition(item: Reader, interventions: readonly string[]): Position {
  const sources = item.at("sources");
  return {
    id: item.at("id").text(),
    name: item.at("name").text(),
    inTheirWords: item.at("in_their_words").text(),
    beliefs: readBeliefs(item.at("beliefs"), interventions),
    values: readValues(item.at("values")),
    sources: {
      figures: sources.at("figures").texts(),
      foundingTexts: sources.at("founding_texts").texts(),
      publications: sources.at("publications").texts(),
    },
    rejects: item.at("rejects").texts(),
    couldChangeTheirMind: item.at("could_change_their_mind").text(),
  };
}

function readBeliefs(item: Reader, interventions: readonly string[]): Beliefs {
  const weights = item.at("structures");
  weights.keys(positionStructures);
  const structures = Object.fromEntries(
    positionStructures.map((key) => {
      const at = weights.at(key);
      const [low, central, high] = [at.at("low").number(), at.at("central").number(), at.at("high").number()];
      if (!(0 <= low && low <= central && central <= high && high <= 1))
        throw at.fault("the weight is not in order", "0 <= low <= central <= high <= 1");
      return [key, { low, central, high }];
    }),
  ) as Beliefs["structures"];
  const total = positionStructures.reduce((sum, key) => sum + structures[key].central, 0);
  if (Math.abs(total - 1) > 1e-6) throw weights.fault(`the central weights add up to ${total}`, "1");
  const at = item.at("parameters");
  const parameters = Object.fromEntries(
    at.keys(contestedParameters).map((key): [string, Beliefs["parameters"][ContestedParameter]] => {
      const range = at.at(key);
      if (range.isArray) return [key, range.range()];
      range.keys(["sexual", "labour"]);
      return [key, { sexual: range.at("sexual").range(), labour: range.at("labour").range() }];
    }),
  ) as Beliefs["parameters"];
  return {
    structures,
    parameters,
    leverSizes: item
      .at("lever_sizes")
      .list()
      .map((size) => ({
        intervention: size.at("intervention").oneOf(interventions),
        lever: size.at("lever").oneOf<LeverName>(leverNames),
        range: size.at("range").range(),
        why: size.at("why").text(),
      })),
    readsEvidence: item
      .at("reads_evidence")
      .list()
      .map((reading) => ({
        figures: reading.at("figures").texts(),
        reading: reading.at("reading").text(),
      })),
  };
}

function readValues(item: Reader): Values {
  const bounds = item.at("intervals");
  bounds.keys(valueOutcomeNames);
  const intervals = Object.fromEntries(
    valueOutcomeNames.map((key) => [key, bounds.has(key) ? bounds.at(key).range() : ([0, 1] as const)]),
  ) as Values["intervals"];
  const [least, most] = [0, 1].map((end) =>
    valueOutcomeNames.reduce((sum, key) => sum + (intervals[key][end as 0 | 1] ?? 0), 0),
  ) as [number, number];
  if (least > 1 || most < 1) throw bounds.fault(`no weights fit: they add up to ${least} at least and ${most} at most`);
  return {
    order: item
      .at("order")
      .list()
      .map((pair) => {
        const [first, second, ...rest] = pair.list();
        if (first === undefined || second === undefined || rest.length > 0)
          throw pair.fault("an order is a pair of outcomes");
        return [first.oneOf<ValueOutcome>(valueOutcomeNames), second.oneOf<ValueOutcome>(valueOutcomeNames)] as const;
      }),
    intervals,
    incomeFromSellingCounts: item.has("income_from_selling_counts")
      ? item.at("income_from_selling_counts").flag()
      : true,
    note: item.has("note") ? item.at("note").text() : "",
  };
}
