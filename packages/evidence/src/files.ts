import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "@counterweight/kernel";

/** The folder `data/` of this repository. */
export const dataFolder = join(import.meta.dirname, "..", "..", "..", "data");

/** Reads text from a data folder; paths are relative to it. For Node; a page brings its own reader. */
export function readerOf(folder: string = dataFolder): (path: string) => string {
  return (path) => {
    try {
      return readFileSync(join(folder, path), "utf8");
    } catch (cause) {
      throw new Problem({
        code: "data.missing",
        where: join(folder, path),
        what: "the file cannot be read",
        doThis: "check that the folder is an evidence package",
        cause,
      });
    }
  };
}
