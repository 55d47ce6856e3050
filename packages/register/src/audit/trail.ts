import { type Caller, demand, perform } from "../access.ts";
import type { Register } from "../register.ts";
import { currentHead, type Head, publishedHeads } from "./head.ts";
import { type Verdict, verifyAudit } from "./verify.ts";

export type TrailEntry = { readonly seq: number; readonly entry: Record<string, unknown> };

/** A page of the trail, oldest first. Reading it is itself an entry. */
export async function readTrail(register: Register, caller: Caller, after = 0): Promise<TrailEntry[]> {
  return perform(register, caller, "audit.read", async ({ query, audit }) => {
    demand(register, caller, "audit", "read");
    const { rows } = await query<{ seq: string; entry: string }>(
      "select seq, entry from audit where seq > $1 order by seq limit 200",
      [after],
    );
    audit({ action: "audit.read", outcome: "done" });
    return rows.map(({ seq, entry }) => ({ seq: Number(seq), entry: JSON.parse(entry) as Record<string, unknown> }));
  });
}

export async function verifyTrail(register: Register, caller: Caller): Promise<Verdict & { readonly now: Head }> {
  await perform(register, caller, "audit.read", async ({ audit }) => {
    demand(register, caller, "audit", "read");
    audit({ action: "audit.verify", outcome: "done" });
  });
  const verdict = await verifyAudit(register.pool, publishedHeads(register.database.keys));
  return { ...verdict, now: await currentHead(register.pool) };
}
