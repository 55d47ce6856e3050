import { runSteps } from "./run.ts";
import { checks } from "./steps.ts";

runSteps(checks);
