import { deserialize, serialize } from "node:v8";

/** Structured clone as bytes, as between threads: typed arrays stay what they are, and the same value gives the same bytes. */
export const toBytes = (value: unknown): Buffer => serialize(value);
export const fromBytes = (bytes: Buffer): unknown => deserialize(bytes);
