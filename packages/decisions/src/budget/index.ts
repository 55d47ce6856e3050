export { allocate } from "./allocate.ts";
export { ascend, type Smooth } from "./ascend.ts";
export type { Allocation, BudgetProblem, Level, Lever, Objective } from "./problem.ts";
export { highsSolver, type Solver, type SolverOptions } from "./solver.ts";
export { allocateSpend, type MoneyResponse, type Spend, type SpendProblem } from "./spend.ts";
