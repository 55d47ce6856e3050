export { type Matched, matchHistory, type Observed, resample, withinObserved } from "./match.ts";
