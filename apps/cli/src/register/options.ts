import { readFileSync } from "node:fs";
import { Problem } from "@counterweight/kernel";
import type { DatabaseOptions } from "@counterweight/register";

/** Options every command on a register takes. */
export const placeOptions = {
  data: { type: "string" },
  "database-url": { type: "string" },
  keys: { type: "string" },
} as const;

export const placeUsage = `  --data DIR            where the register lies (default: under your data home)
  --database-url URL    a team's PostgreSQL instead; also read from DATABASE_URL
  --keys DIR            where its keys lie (default: keys in the data folder)`;

export type Place = { data?: string | undefined; "database-url"?: string | undefined; keys?: string | undefined };

/** The environment gives the URL where no folder is named: a password in an option shows in the list of processes. */
export function placeOf(values: Place): DatabaseOptions {
  const url = values["database-url"] ?? (values.data === undefined ? process.env["DATABASE_URL"] : undefined);
  return { data: values.data, url, keys: values.keys };
}

/** The first line of a file that holds a secret. */
export function secretFrom(file: string, what: string): string {
  try {
    const line = readFileSync(file, "utf8")
      .split("\n")
      .find((text) => text.trim() !== "" && !text.startsWith("#"));
    if (line !== undefined) return line.trim();
  } catch (error) {
    throw new Problem({ code: "file.unreadable", where: file, what: `the ${what} cannot be read`, cause: error });
  }
  throw new Problem({ code: "file.empty", where: file, what: `the file holds no ${what}` });
}
