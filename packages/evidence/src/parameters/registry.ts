import { nearest, Problem } from "@counterweight/kernel";
import type { Figure } from "../figures/figure.ts";
import { closeness, type Sector } from "../segments.ts";
import type { Parameter, Prior, Structure } from "./parameter.ts";

/** Where a parameter is wanted. Without a structure only the general ranges count. */
export type Where = { readonly sector: Sector; readonly structure?: Structure | undefined };

/** All parameters of the model with their priors. */
export type Registry = {
  /** Every row, in the order of the file. */
  readonly rows: readonly Parameter[];
  /** Names in code, each once. */
  readonly names: readonly string[];
  /** The one row that holds there: a structure's own range wins, then the closest sector. */
  readonly find: (name: string, where: Where) => Parameter | undefined;
  /** As `find`, for every name that has a range there. */
  readonly at: (where: Where) => ReadonlyMap<string, Parameter>;
  /** Why the default must be marked wherever it is shown; empty when it need not be. */
  readonly marks: (parameter: Parameter) => readonly string[];
  /** True when the parameter is judged or rests on a weak, contested or recalled figure. */
  readonly isMarked: (parameter: Parameter) => boolean;
};

export function openRegistry(rows: readonly Parameter[], figures: ReadonlyMap<string, Figure>): Registry {
  const names = [...new Set(rows.map((row) => row.name))];
  const find = (name: string, { sector, structure }: Where) => {
    if (!names.includes(name))
      throw new Problem({
        code: "parameter.unknown",
        what: `there is no parameter "${name}"`,
        expected: nearest(name, names, 3).join(", "),
      });
    let best: Parameter | undefined;
    let bestRank = -1;
    for (const row of rows) {
      if (row.name !== name || (row.structure !== undefined && row.structure !== structure)) continue;
      const near = closeness(row.sectors, sector);
      if (near === undefined) continue;
      const rank = (row.structure === undefined ? 0 : 10) + near;
      if (rank > bestRank) [best, bestRank] = [row, rank];
    }
    return best;
  };
  const marks = (parameter: Parameter) => [
    ...(parameter.grade === "C" ? ["judged"] : []),
    ...parameter.figures.flatMap((id) => {
      const figure = figures.get(id);
      if (figure === undefined) return [`${id} is missing`];
      if (figure.checked === "from memory - unverified") return [`${id} is recalled from memory`];
      return figure.quality === "weak" || figure.quality === "contested" ? [`${id} is ${figure.quality}`] : [];
    }),
  ];
  return {
    rows,
    names,
    find,
    at: (where) =>
      new Map(
        names.flatMap((name) => {
          const row = find(name, where);
          return row === undefined ? [] : [[name, row] as const];
        }),
      ),
    marks,
    isMarked: (parameter) => marks(parameter).length > 0,
  };
}

/** The middle of a prior before truncation: geometric for a log-normal. Undefined where nothing is drawn. */
export function middle(prior: Prior): number | undefined {
  if (prior.kind === "fixed") return prior.value;
  if (prior.kind === "normal") return (prior.low + prior.high) / 2;
  return prior.kind === "log-normal" ? Math.sqrt(prior.low * prior.high) : undefined;
}
