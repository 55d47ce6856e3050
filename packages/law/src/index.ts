export * from "./arithmetic/expected-sanction.ts";
export * from "./arithmetic/exploitation-value.ts";
export * from "./arithmetic/inversion.ts";
export * from "./arithmetic/present-value.ts";
export * from "./tables/funnel.ts";
export * from "./tables/jurisdiction.ts";
export * from "./tables/law-tables.ts";
export * from "./tables/provision.ts";
