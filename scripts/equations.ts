import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { equationsDocument } from "../packages/market/src/document.ts";

// Prints the equations of the market model into the documentation.
const folder = join(import.meta.dirname, "..", "docs", "model");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "equations.md"), equationsDocument());
