import { type Sector, type Structure, sexualExploitation } from "@counterweight/evidence";
import { type Interpreter, interpreter, lower, type Range } from "@counterweight/kernel";
import { inputsOf, modelOf } from "@counterweight/market";
import { type LeverName, leverNames, levers } from "../catalogue/levers.ts";
import type { Columns } from "./draw.ts";
import { type OutcomeKey, outcomeKeys } from "./outcomes.ts";

/** Lever values of one run: by lever, one value for each segment, or one for the run. */
export type LeverValues = ReadonlyMap<LeverName, readonly number[]>;

/** Runs the market model again and again for one structure and place. */
export type Runner = {
  /** Takes over the parameters of one draw. */
  readonly load: (columns: Columns, draw: number) => void;
  /**
   * Runs with the levers and writes the outcomes (all but public cost) into `into` from `offset`, one `stride` apart.
   * False where the run leaves the model: nothing was earned at the start, or a number is not finite.
   */
  readonly run: (
    given: LeverValues,
    acted: readonly boolean[],
    into: Float64Array,
    offset: number,
    stride: number,
  ) => boolean;
};

/** Names the registry gives to what the model calls otherwise. */
const renamed: Readonly<Record<string, string>> = {
  PsiT: "moverSanction",
  exposedShare: "exposed",
  shelterCapacity: "places",
  pL: "pl",
};
/** Drawn for other purposes than the model, or a lever there. */
const notInputs = new Set(["g0", "yHalf", "Emax", "nonPunishment"]);

const symbols = [
  "personYears",
  "entered",
  "profit",
  "recordedTotal",
  "lawfulTotal",
  "policedTotal",
  "recovery_total",
  "arrestedTotal",
  "convictions",
  "X",
  "surplus0",
  "new0",
] as const;

/** Quarter-year steps of the production scheme, as the model's tests hold them to 0.1%. */
export const step = 0.25;

export function runnerFor(structure: Structure, sectors: readonly Sector[], years: number): Runner {
  const model = modelOf(structure);
  const program = lower(model, { segments: sectors.length, scheme: "default", outputs: [...symbols] });
  const machine: Interpreter = interpreter(program);
  const known = inputsOf(model);
  const steps = Math.round(years / step);
  const placeOf = new Map(program.inputs.map((name, index) => [name, index]));
  const sex = sectors.indexOf(sexualExploitation);
  const outputOf = (symbol: string) =>
    program.outputs.flatMap(({ name }, index) => (name.split("[")[0] === symbol ? [index] : []));
  const at = Object.fromEntries(symbols.map((symbol) => [symbol, outputOf(symbol)])) as Record<
    (typeof symbols)[number],
    number[]
  >;
  const out = (index: number | undefined) => machine.outputs[index ?? -1] ?? Number.NaN;
  const sum = (places: readonly number[]) => places.reduce((total, place) => total + out(place), 0);
  const set = (symbol: string, segment: number, value: number) => {
    const place = placeOf.get(symbol) ?? placeOf.get(`${symbol}[${segment}]`);
    if (place !== undefined) machine.inputs[place] = value;
  };

  const leverPlaces = leverNames.map((lever) => ({
    lever,
    range: known.get(lever)?.range ?? {},
    places: placeOf.has(lever)
      ? [placeOf.get(lever) ?? -1]
      : sectors.flatMap((_, segment) => placeOf.get(`${lever}[${segment}]`) ?? []),
  }));

  const load: Runner["load"] = ({ of }, draw) => {
    for (const { symbol, neutral } of known.values())
      if (neutral !== undefined) for (let j = 0; j < sectors.length; j++) set(symbol, j, neutral);
    set("dt", 0, step);
    for (const [symbol, columns] of of) {
      if (notInputs.has(symbol)) continue;
      for (let j = 0; j < sectors.length; j++)
        set(renamed[symbol] ?? symbol, j, columns[columns.length === 1 ? 0 : j]?.[draw] ?? Number.NaN);
    }
    // A penalty on buying sex reaches every buyer there is; reach and diversion are about goods that are traded.
    if (sex >= 0) {
      set("exposed", sex, 1);
      set("diversion", sex, 0);
    }
  };

  const pull = (given: LeverValues, lever: LeverName, segment: number) =>
    given.get(lever)?.[segment] ?? levers[lever].neutral;

  const run: Runner["run"] = (given, acted, into, offset, stride) => {
    for (const { lever, places, range } of leverPlaces)
      places.forEach((place, j) => {
        machine.inputs[place] = within(range, pull(given, lever, j));
      });
    machine.run(steps);
    if (!(at.surplus0.every((place) => out(place) > 0) && at.new0.every((place) => out(place) > 0))) return false;
    const scoped = acted.includes(true) ? acted : acted.map(() => true);
    const mean = (places: readonly number[]) => {
      const chosen = places.filter((_, segment) => scoped[segment]);
      return sum(chosen) / chosen.length / years;
    };
    const labour = sectors.flatMap((_, segment) => (segment === sex ? [] : [segment]));
    const meanOf = (value: (segment: number) => number, of: readonly number[]) =>
      of.length === 0 ? 0 : of.reduce((total, segment) => total + value(segment), 0) / of.length;
    const policed = (segment: number) => out(at.policedTotal[segment]) / years;
    const started = sectors.reduce((total, _, j) => total + (machine.inputs[placeOf.get(`X0[${j}]`) ?? -1] ?? 0), 0);
    const values: Record<Exclude<OutcomeKey, "publicCost">, number> = {
      personYears: sum(at.personYears),
      newlyExploited: sum(at.entered),
      profit: sum(at.profit),
      recordedCases: sum(at.recordedTotal),
      freeWorkersIncome: mean(at.lawfulTotal),
      freeWorkersExposure: mean(at.policedTotal),
      survivorsRecovery: sum(at.recovery_total) / (started + sum(at.entered) - sum(at.X)),
      victimsPunished: sum(at.arrestedTotal),
      convictions: sum(at.convictions),
      sexWorkersIncome: sex < 0 ? 1 : out(at.lawfulTotal[sex]) / years,
      sexWorkersSafety: sex < 0 ? 0 : pull(given, "rights", sex) - policed(sex),
      migrantsFreedomSafety:
        pull(given, "safe", 0) + pull(given, "root", 0) + meanOf((j) => pull(given, "rights", j) - policed(j), labour),
    };
    let fine = true;
    outcomeKeys.forEach((key, index) => {
      if (key === "publicCost") return;
      into[offset + index * stride] = values[key];
      fine &&= Number.isFinite(values[key]);
    });
    return fine && at.X.every((place) => out(place) >= 0);
  };
  return { load, run };
}

function within({ least, above, most, below }: Range, value: number): number {
  const floor = least ?? (above === undefined ? Number.NEGATIVE_INFINITY : above + 1e-6);
  const ceiling = most ?? (below === undefined ? Number.POSITIVE_INFINITY : below - 1e-6);
  return Math.min(ceiling, Math.max(floor, value));
}
