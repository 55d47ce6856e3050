import type { OpenLab } from "../../apps/lab/src/testing/browser.ts";
import { heldBy } from "../../apps/lab/src/testing/memory.ts";
import { move, openPolicy, policies, sizeAt } from "./moves.ts";

/** Memory of the page and of its workers, after a collection, as moves add up. */
export async function memory(lab: OpenLab, moves: number, draws: number): Promise<void> {
  const page = await openPolicy(lab, draws, policies["five levers"]);
  const at = new Set([100, 1000, 2000, 5000, 10_000, moves].filter((count) => count <= moves));
  console.log(`${draws} draws x 3 structures x 5 sectors x 30 years; memory in MB after garbage collection`);
  for (let done = 1; done <= moves; done++) {
    // One move in ten is left to settle, as a hand rests now and then.
    await move(page, sizeAt(done), done % 10 === 0);
    if (!at.has(done)) continue;
    const held = await heldBy(page);
    const write = (bytes: number) => (bytes / 1e6).toFixed(1).padStart(6);
    console.log(
      `${String(done).padStart(6)} moves: page heap ${write(held.page)}, its buffers ${write(held.pageBuffers)}; ${held.workers.length} workers' heaps ${held.workers.map(({ heap }) => write(heap)).join(" ")}, their buffers ${held.workers.map(({ buffers }) => write(buffers)).join(" ")}`,
    );
  }
  await page.context().close();
}
