export type { Endpoint } from "./endpoint.ts";
export { createLog } from "./log.ts";
export { type RunningServer, type ServeOptions, startServer } from "./serve.ts";
