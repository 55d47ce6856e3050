import highsModule from "highs";

// Its types describe the CommonJS build, its ES module exports the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;

/** A mixed-integer program in CPLEX LP format, solved: values by variable name, and the proven bound. */
export type Solver = (program: string) => {
  readonly status: "optimal" | "infeasible" | "limit";
  readonly value: (name: string) => number;
  /** No solution has a better objective than this. */
  readonly bound: number;
};

export type SolverOptions = {
  /** Seconds for one program. Default 20. */
  readonly seconds?: number;
  /** Where `highs.wasm` is served from, in a page. */
  readonly locateFile?: (file: string) => string;
};

/** HiGHS (Huangfu and Hall 2018) as WebAssembly, with no gap allowed between solution and bound. */
export async function highsSolver({ seconds = 20, locateFile }: SolverOptions = {}): Promise<Solver> {
  const highs = await loadHighs(locateFile === undefined ? {} : { locateFile });
  const { modelStatus } = highs.constants;
  return (program) =>
    highs.withModel({ format: "lp", data: program }, (model): ReturnType<Solver> => {
      model.options.set({
        output_flag: false,
        mip_rel_gap: 0,
        mip_abs_gap: 1e-9,
        mip_feasibility_tolerance: 1e-9,
        primal_feasibility_tolerance: 1e-9,
        random_seed: 0,
        time_limit: seconds,
      });
      model.run();
      const status = model.getModelStatus();
      const values = model.getSolution().colValue;
      const columns = new Map(
        values.length === 0 ? [] : Array.from(values, (value, at) => [model.getColName(at), value]),
      );
      return {
        status: status === modelStatus.optimal ? "optimal" : status === modelStatus.infeasible ? "infeasible" : "limit",
        value: (name) => columns.get(name) ?? 0,
        bound: model.info.get("mip_dual_bound") as number,
      };
    });
}
