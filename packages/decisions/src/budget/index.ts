export { allocate } from "./allocate.ts";
export type { Allocation, BudgetProblem, Level, Lever, Objective } from "./problem.ts";
export { highsSolver, type Solver, type SolverOptions } from "./solver.ts";
