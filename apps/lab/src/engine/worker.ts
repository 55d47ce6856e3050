import { ask } from "../data/evidence.ts";
import type { Answer, Order } from "./pool.ts";
import { tasks } from "./tasks.ts";

// The worker end of the pool: answers one order after the other.
const send = (answer: Answer, transfer: Transferable[] = []) =>
  (self as unknown as { postMessage: (answer: Answer, transfer: Transferable[]) => void }).postMessage(
    answer,
    transfer,
  );

self.onmessage = async ({ data: { id, task, input } }: MessageEvent<Order>) => {
  try {
    const run = tasks[task as keyof typeof tasks] as (opened: unknown, input: unknown) => unknown;
    const result = await ask((evidence) => run(evidence, input));
    send({ id, result }, buffersIn(result));
  } catch (error) {
    send({ id, error: error instanceof Error ? error.message : String(error) });
  }
};

/** Columns are handed over, not copied. */
function buffersIn(value: unknown): Transferable[] {
  if (ArrayBuffer.isView(value)) return [value.buffer as ArrayBuffer];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(buffersIn);
}
