import { parseArgs } from "node:util";

// `npm run bench scale`: what the queue costs and how far it goes, on Linux, which alone tells each process's processor time.
// `npm run bench scale -- --sweep 2000`: one sweep of so many chunks everywhere, the same bytes?
const say = (text: string) => process.stdout.write(`${text}\n`);
const { sweep } = parseArgs({ options: { sweep: { type: "string" } } }).values;
if (sweep !== undefined) {
  const chunks = Number(sweep);
  if (!Number.isInteger(chunks) || chunks < 16) {
    say(`--sweep is "${sweep}"; expected a whole number of chunks from 16`);
    process.exitCode = 2;
  } else {
    const { compareSweep } = await import("./sweep.ts");
    process.exitCode = (await compareSweep(chunks, say)) ? 0 : 1;
  }
} else if (process.platform !== "linux")
  say("bench/scale needs Linux: it reads processor times from /proc. --sweep CHUNKS and campaign.ts run anywhere.");
else {
  const { measureQueue } = await import("./queue.ts");
  process.exitCode = (await measureQueue(say)) ? 0 : 1;
}
