import type { CDPSession, Page } from "playwright-core";

export type Held = {
  /** Bytes of objects in the page, and of the buffers they hold. */
  readonly page: number;
  readonly pageBuffers: number;
  readonly workers: readonly { readonly heap: number; readonly buffers: number }[];
};

type Usage = { readonly usedSize: number; readonly backingStorageSize?: number };

/** What a page and its workers hold after a garbage collection, as the browser's own debugger sees it. */
export async function heldBy(page: Page): Promise<Held> {
  const session = await page.context().newCDPSession(page);
  const workers = await sessionsOfWorkers(session);
  try {
    await session.send("HeapProfiler.collectGarbage");
    const own = (await session.send("Runtime.getHeapUsage")) as Usage;
    const others: Usage[] = [];
    for (const send of workers) {
      await send("HeapProfiler.collectGarbage");
      others.push((await send("Runtime.getHeapUsage")) as Usage);
    }
    return {
      page: own.usedSize,
      pageBuffers: own.backingStorageSize ?? 0,
      workers: others.map(({ usedSize, backingStorageSize }) => ({ heap: usedSize, buffers: backingStorageSize ?? 0 })),
    };
  } finally {
    await session.detach();
  }
}

/** A way to ask each dedicated worker of the page, through messages of the page's own session. */
async function sessionsOfWorkers(session: CDPSession): Promise<((method: string) => Promise<unknown>)[]> {
  const attached: string[] = [];
  const asked = new Map<number, (result: unknown) => void>();
  let id = 0;
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") attached.push(sessionId);
  });
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const answer = JSON.parse(message) as { id?: number; result?: unknown };
    if (answer.id !== undefined) asked.get(answer.id)?.(answer.result);
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return attached.map((sessionId) => (method) => {
    id += 1;
    const own = id;
    const answer = new Promise((done) => asked.set(own, done));
    const message = JSON.stringify({ id: own, method });
    return session.send("Target.sendMessageToTarget", { sessionId, message }).then(() => answer);
  });
}
