import { Problem } from "../problem.ts";
import { Builder } from "./builder.ts";
import { check } from "./check.ts";
import { givenBy, type Model, type Quantity, type Stock, type Total } from "./model.ts";
import type { Node } from "./node.ts";
import { parse } from "./parse.ts";
import type { Output, Program, State } from "./program.ts";
import { doubtName, heldName } from "./scheme.ts";
import { type Scheme, schemes } from "./schemes.ts";

export type LowerOptions = {
  readonly segments: number;
  readonly scheme: Scheme;
  /** Symbols wanted as results; a per-segment one gives a result for each segment, `price[0]`, `price[1]`, ... */
  readonly outputs: readonly string[];
  /** Those of them that recorded moments must hold; all if absent. */
  readonly recorded?: readonly string[] | undefined;
};

/** `price[2]`: the place of a per-segment symbol in inputs and outputs; a per-run symbol stands as it is. */
export const placeName = (symbol: string, segment: number) => `${symbol}[${segment}]`;

/** What schemes work with: lowered values and a way to declare what is carried from step to step. */
export type Lowering = {
  readonly builder: Builder;
  readonly segments: number;
  /** Declares a state and gives the instruction that reads it. */
  readonly declare: (name: string, initial: number) => number;
  readonly setNext: (reading: number, next: number) => void;
  readonly initialOf: (reading: number) => number;
  readonly give: (symbol: string, segment: number, place: number) => void;
  readonly formula: (text: string, segment: number) => number;
  /** The same with all stocks at their start. */
  readonly formulaAtStart: (text: string, segment: number) => number;
};

/** Turns a checked model into a straight-line program for a number of segments and a scheme. */
export function lower(model: Model, options: LowerOptions): Program {
  check(model);
  const { segments } = options;
  const builder = new Builder();
  const known = new Map(model.quantities.map((quantity) => [quantity.symbol, quantity]));
  const given = givenBy(model);
  const parsed = new Map<string, Node>();
  const states: { name: string; initial: number; next: number }[] = [];
  const values = { run: new Map<string, number>(), start: new Map<string, number>() };
  const placeOf = (quantity: { symbol: string; per: string }, segment: number) =>
    quantity.per === "run" ? quantity.symbol : placeName(quantity.symbol, segment);

  const lowerText = (text: string, segment: number, moment: "run" | "start"): number => {
    let node = parsed.get(text);
    if (!node) {
      node = parse(text);
      parsed.set(text, node);
    }
    return lowerNode(node, segment, moment);
  };

  const lowerNode = (node: Node, segment: number, moment: "run" | "start"): number => {
    if (node.kind === "number") return builder.constant(node.value);
    if (node.kind === "symbol") return lowerSymbol(node.symbol, segment, moment);
    const operand = (index: number) => lowerNode(node.operands[index] as Node, segment, moment);
    if (node.name === "sum") {
      let total = -1;
      for (let j = 0; j < segments; j++) {
        const term = lowerNode(node.operands[0] as Node, j, moment);
        total = j === 0 ? term : builder.op("add", total, term);
      }
      return total;
    }
    if (node.name === "negate") return builder.op("subtract", builder.constant(0), operand(0));
    if (node.name === "power") return builder.power(operand(0), operand(1));
    return builder.op(node.name, ...(node.operands.map((_, index) => operand(index)) as [number]));
  };

  const lowerSymbol = (symbol: string, segment: number, moment: "run" | "start"): number => {
    const per = known.get(symbol)?.per ?? given.get(symbol) ?? "run";
    const place = placeOf({ symbol, per }, segment);
    const memo = values[moment];
    if (!memo.has(place)) {
      const quantity = known.get(symbol);
      if (!quantity) throw new Error(`${symbol} is not given at this point`);
      // All segments together: their instructions stand side by side, and the processor overlaps them.
      for (let j = 0; j < (per === "run" ? 1 : segments); j++)
        memo.set(placeOf(quantity, j), lowerQuantity(quantity, j, moment));
    }
    return memo.get(place) as number;
  };

  const lowerQuantity = (quantity: Quantity, segment: number, moment: "run" | "start"): number => {
    if (quantity.kind === "stock") return lowerText(quantity.initial, segment, "start");
    if (quantity.kind === "total") throw new Error("totals are read as states");
    if (!("formula" in quantity)) return builder.input(placeOf(quantity, segment));
    return lowerText(quantity.formula, segment, moment);
  };

  // All inputs of the model in its own order, used or not, so that columns mean the same for every scheme and output.
  for (const quantity of model.quantities)
    if (quantity.kind === "parameter" || quantity.kind === "lever")
      for (let j = 0; j < (quantity.per === "run" ? 1 : segments); j++) builder.input(placeOf(quantity, j));

  const stateOf = new Map<number, number>();
  const lowering: Lowering = {
    builder,
    segments,
    declare: (name, initial) => {
      const index = states.push({ name, initial, next: -1 }) - 1;
      const reading = builder.state(index);
      stateOf.set(reading, index);
      return reading;
    },
    setNext: (reading, next) => {
      (states[stateOf.get(reading) as number] as { next: number }).next = next;
    },
    initialOf: (reading) => (states[stateOf.get(reading) as number] as State).initial,
    give: (symbol, segment, place) => {
      values.run.set(placeOf({ symbol, per: known.get(symbol)?.per ?? given.get(symbol) ?? "run" }, segment), place);
    },
    formula: (text, segment) => lowerText(text, segment, "run"),
    formulaAtStart: (text, segment) => lowerText(text, segment, "start"),
  };
  const spread = <Kind extends Stock | Total>(kind: Kind["kind"]) =>
    model.quantities
      .filter((quantity): quantity is Kind => quantity.kind === kind)
      .flatMap((quantity) =>
        Array.from({ length: quantity.per === "run" ? 1 : segments }, (_, segment) => ({
          quantity,
          segment,
          place: placeOf(quantity, segment),
        })),
      );
  const stocks = spread<Stock>("stock").map(({ quantity, segment, place }) => {
    const reading = lowering.declare(place, lowerText(quantity.initial, segment, "start"));
    values.run.set(place, reading);
    return { quantity, segment, place, reading };
  });
  const totals = spread<Total>("total").map(({ quantity, segment, place }) => ({
    quantity,
    segment,
    place,
    reading: lowering.declare(place, builder.constant(0)),
  }));
  schemes[options.scheme].complete(lowering, stocks, totals);

  const outputs = options.outputs.flatMap((symbol): Output[] => {
    const quantity = known.get(symbol);
    if (!quantity) throw new Problem({ code: "model.output", what: `the model has no quantity "${symbol}"` });
    return Array.from({ length: quantity.per === "run" ? 1 : segments }, (_, segment) => {
      const name = placeOf(quantity, segment);
      const state = states.findIndex((one) => one.name === name);
      const endOnly = options.recorded?.includes(symbol) === false;
      return state >= 0
        ? { name, from: "state", at: state, endOnly }
        : { name, from: "step", at: lowerSymbol(symbol, segment, "run"), endOnly };
    });
  });
  for (const name of [heldName, doubtName]) {
    const at = states.findIndex((state) => state.name === name);
    if (at >= 0) outputs.push({ name, from: "state", at, endOnly: options.recorded !== undefined });
  }
  const { extraSteps, passes } = schemes[options.scheme];
  return finish(builder, states, outputs, { extraSteps, passes });
}

/** Drops what no state and no output needs, and parts what is computed once from what is computed each step. */
export function finish(
  builder: Builder,
  states: readonly State[],
  outputs: readonly Output[],
  { extraSteps, passes }: Pick<Program, "extraSteps" | "passes">,
): Program {
  const { instructions, varies, inputs } = builder;
  const needed = new Set<number>();
  const visit = (place: number): void => {
    if (place < 0 || needed.has(place)) return;
    needed.add(place);
    const { a, b, c } = instructions[place] as (typeof instructions)[number];
    visit(a);
    visit(b);
    visit(c);
  };
  const wanted = wantedStates(states, outputs, instructions);
  for (const index of wanted) {
    visit((states[index] as State).initial);
    visit((states[index] as State).next);
  }
  for (const output of outputs) if (output.from === "step") visit(output.at);
  const renumbered = new Map([...wanted].sort((a, b) => a - b).map((old, index) => [old, index]));
  const computed = [...needed]
    .sort((a, b) => a - b)
    .filter(
      (place) => !["input", "constant", "state"].includes((instructions[place] as { operation: string }).operation),
    );
  return {
    inputs,
    instructions: instructions.map((instruction) =>
      instruction.operation === "state"
        ? { ...instruction, value: renumbered.get(instruction.value) ?? -1 }
        : instruction,
    ),
    prelude: computed.filter((place) => !varies[place]),
    step: computed.filter((place) => varies[place]),
    states: [...renumbered.keys()].map((index) => states[index] as State),
    outputs: outputs.map((output) =>
      output.from === "state" ? { ...output, at: renumbered.get(output.at) as number } : output,
    ),
    extraSteps,
    passes,
  };
}

/** The states some output depends on, directly or through other states. */
function wantedStates(
  states: readonly State[],
  outputs: readonly Output[],
  instructions: Builder["instructions"],
): Set<number> {
  const wanted = new Set<number>();
  const seen = new Set<number>();
  const visit = (place: number): void => {
    if (place < 0 || seen.has(place)) return;
    seen.add(place);
    const { operation, a, b, c, value } = instructions[place] as (typeof instructions)[number];
    if (operation === "state") want(value);
    visit(a);
    visit(b);
    visit(c);
  };
  const want = (index: number): void => {
    if (wanted.has(index)) return;
    wanted.add(index);
    visit((states[index] as State).next);
  };
  for (const output of outputs) {
    if (output.from === "state") want(output.at);
    else visit(output.at);
  }
  return wanted;
}
