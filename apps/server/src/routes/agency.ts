import {
  decideReferral,
  dueForErasure,
  invite,
  listAccounts,
  listAgencies,
  listReferrals,
  type Role,
  readTrail,
  roles,
  tableBy,
  updateAccount,
  verifyTrail,
} from "@counterweight/register";
import { z } from "@hono/zod-openapi";
import type { Endpoints } from "../endpoint.ts";

const id = z.uuid();
const short = z.string().min(1).max(255);
const role = z.enum(roles);

/** Referrals, tables, accounts and the trail of the caller's agency. */
export function addAgency(endpoints: Endpoints): void {
  const { register } = endpoints;

  endpoints.add({
    method: "get",
    path: "/api/referrals",
    summary: "Referrals sent and received",
    needs: ["referral", "read"],
    on: "none",
    answer: z.array(z.looseObject({ id, state: z.string() })),
    run: async (caller) => (await listReferrals(register, caller)) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/referrals/{id}/decide",
    summary: "Accept, decline or finish a referral your agency received",
    needs: ["referral", "decide"],
    on: "none",
    params: z.object({ id }),
    body: z.strictObject({ decision: z.enum(["accepted", "declined", "done"]) }),
    answer: z.looseObject({ id, state: z.string() }),
    run: async (caller, { params, body }) =>
      (await decideReferral(register, caller, params.id, body.decision)) as never,
  });

  endpoints.add({
    method: "get",
    path: "/api/retention",
    summary: "Closed cases whose retention class is over; a person decides on each",
    needs: ["person", "erase"],
    on: "none",
    answer: z.array(z.object({ id, number: z.string(), retention: z.string(), closedSince: z.string() })),
    run: (caller) => dueForErasure(register, caller),
  });

  endpoints.add({
    method: "get",
    path: "/api/agencies",
    summary: "Agencies of this register, to refer to",
    needs: ["referral", "read"],
    on: "none",
    answer: z.array(z.object({ id, name: z.string(), kind: z.string() })),
    run: (caller) => listAgencies(register, caller),
  });

  endpoints.add({
    method: "get",
    path: "/api/tables/{by}",
    summary:
      "People by one group of codes; shares over those with a value. `release`: only what may leave the register",
    needs: ["table", "read"],
    on: "none",
    params: z.object({ by: short }),
    query: z.object({ release: z.enum(["true", "false"]).optional() }),
    answer: z.looseObject({ by: z.string(), people: z.int(), known: z.int() }),
    run: async (caller, { params, query }) =>
      (await tableBy(register, caller, params.by, { release: query.release === "true" })) as never,
  });

  endpoints.add({
    method: "get",
    path: "/api/accounts",
    summary: "Accounts of your agency",
    needs: ["account", "read"],
    on: "none",
    answer: z.array(z.looseObject({ id, email: z.string(), role })),
    run: async (caller) => (await listAccounts(register, caller)) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/accounts",
    summary: "Open an account; gives the one-time token for its owner",
    needs: ["account", "create"],
    on: "none",
    body: z.strictObject({ email: short, name: short, role, team: short.optional() }),
    answer: z.object({ id, token: z.string() }),
    run: (caller, { body }) =>
      invite(register, caller, body as { email: string; name: string; role: Role; team?: string }),
  });

  endpoints.add({
    method: "patch",
    path: "/api/accounts/{id}",
    summary: "Change a role, close or reopen an account; acts at once",
    needs: ["account", "update"],
    on: "agency",
    params: z.object({ id }),
    body: z.strictObject({ role: role.optional(), disabled: z.boolean().optional() }),
    answer: z.object({ changed: z.literal(true) }),
    run: async (caller, { params, body }) => {
      await updateAccount(register, caller, params.id, body);
      return { changed: true as const };
    },
  });

  endpoints.add({
    method: "get",
    path: "/api/audit",
    summary: "The trail of who did what, two hundred entries at a time",
    needs: ["audit", "read"],
    on: "none",
    query: z.object({ after: z.coerce.number().int().min(0).optional() }),
    answer: z.array(z.object({ seq: z.int(), entry: z.record(z.string(), z.unknown()) })),
    run: (caller, { query }) => readTrail(register, caller, query.after),
  });

  endpoints.add({
    method: "get",
    path: "/api/audit/verify",
    summary: "Recompute the trail's chain and compare it with the heads published before",
    needs: ["audit", "read"],
    on: "none",
    answer: z.looseObject({ entries: z.int(), head: z.string(), broken: z.string().optional() }),
    run: async (caller) => (await verifyTrail(register, caller)) as never,
  });
}
