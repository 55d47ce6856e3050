export { type Robustness, robustness, satisfies } from "./robustness.ts";
