import { runSteps } from "./run.ts";
import { checks, tests } from "./steps.ts";

runSteps([...checks, ...tests]);
