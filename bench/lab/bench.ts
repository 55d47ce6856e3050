import { parseArgs } from "node:util";
import { openLab } from "../../apps/lab/src/testing/browser.ts";
import { firstView } from "./first-view.ts";
import { memory } from "./memory.ts";
import { leverMoves } from "./moves.ts";

// The page as a person meets it: bytes and paint of the first view, then moves of one lever in headless Chromium (1,024
// draws, three structures, all sectors, 30 years), each timed from the event to the new picture in the document, laid out.
// `--moves 10000` runs the memory campaign instead: heap of the page and of its workers after 100, 1,000, ... moves.
const { values } = parseArgs({ options: { moves: { type: "string" }, draws: { type: "string" } } });
const lab = await openLab();
try {
  if (values.moves !== undefined) await memory(lab, Number(values.moves), Number(values.draws ?? 256));
  else {
    await firstView(lab);
    await leverMoves(lab, 256, 200, "one lever");
    await leverMoves(lab, 1024, 200, "one lever");
    await leverMoves(lab, 1024, 200, "five levers");
  }
} finally {
  await lab.close();
}
