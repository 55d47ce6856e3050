import { stream } from "@counterweight/kernel";
import { type Ensemble, nothing } from "../ensemble/ensemble.ts";

/**
 * An ensemble made by hand: in each structure two inputs `x` and `y`, uniform, and policies whose share of person-years
 * avoided and cost a person-year are given as functions of them.
 */
export function madeEnsemble(
  policies: Readonly<Record<string, { avoided: (x: number, y: number) => number; cost: number }>>,
  { draws = 1024, structures = ["D", "S"], people = 30_000, years = 10, seed = 1 } = {},
): Ensemble {
  const ids = [nothing, ...Object.keys(policies)];
  const outcomes = ["personYears", "publicCost"];
  const base = people * years;
  return {
    seed,
    years,
    asked: draws,
    policies: ids,
    outcomes,
    parts: structures.map((structure) => {
      const source = stream(seed, `made ${structure}`);
      const column = () => Float64Array.from({ length: draws }, () => source.uniform());
      const [x, y] = [column(), column()];
      const data = new Float64Array(ids.length * outcomes.length * draws);
      ids.forEach((id, policy) => {
        for (let draw = 0; draw < draws; draw++) {
          const avoided = policies[id]?.avoided(x[draw] ?? 0, y[draw] ?? 0) ?? 0;
          data[policy * outcomes.length * draws + draw] = base * (1 - avoided);
          data[(policy * outcomes.length + 1) * draws + draw] = base * (policies[id]?.cost ?? 0);
        }
      });
      return {
        structure,
        draws,
        countries: new Float64Array(draws).fill(people / 30_000),
        data,
        inputs: [
          { name: "x", label: "x", values: x },
          { name: "y", label: "y", values: y },
        ],
      };
    }),
  };
}
