export { philox } from "./philox.ts";
export { Stream, stream } from "./stream.ts";
