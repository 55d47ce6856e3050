import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readStandards, type Standards } from "@counterweight/cases";

const data = join(import.meta.dirname, "..", "..", "..", "data");

/** The code lists, from the repository's data folder. */
export const openStandards = (): Standards => readStandards((path) => readFileSync(join(data, path), "utf8"));
