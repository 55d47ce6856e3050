export * from "./arithmetic/expected-sanction.ts";
export * from "./arithmetic/exploitation-value.ts";
export * from "./arithmetic/inversion.ts";
export * from "./arithmetic/present-value.ts";
