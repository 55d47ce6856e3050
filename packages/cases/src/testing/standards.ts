import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readStandards } from "../standards/standards.ts";

const data = join(import.meta.dirname, "../../../../data");

/** The repository's own data folder, for tests. */
export const readData = (path: string): string => readFileSync(join(data, path), "utf8");

export const standards = readStandards(readData);
