import {
  acceptCustody,
  assignCase,
  declineCustody,
  listColleagues,
  listCustody,
  offerCustody,
  referralChoices,
  withdrawCustody,
} from "@counterweight/register";
import { z } from "@hono/zod-openapi";
import type { Endpoints } from "../endpoint.ts";

const id = z.uuid();
const byId = z.object({ id });
const code = z.string().min(1).max(200);

/** Passing a case on: what a referral would send, hand-over to another agency, and to a colleague of the same one. */
export function addCustody(endpoints: Endpoints): void {
  const { register } = endpoints;
  const handOver = z
    .looseObject({
      id,
      state: z.enum(["offered", "accepted", "declined", "withdrawn"]),
      way: z.enum(["given", "received", "within"]),
      from: z.string(),
      to: z.string(),
      ground: z.string(),
      offered: z.string(),
      receipt: z.string().optional(),
    })
    .openapi("HandOver");

  endpoints.add({
    method: "post",
    path: "/api/cases/{id}/referrals/choices",
    summary: "What a referral to an agency could rest on and which fields it would pass on; nothing is sent",
    needs: ["referral", "create"],
    on: "case",
    params: byId,
    body: z.strictObject({ to: id }),
    answer: z.looseObject({ to: z.string(), purpose: z.enum(["police", "referral"]), againstWish: z.boolean() }),
    run: async (caller, { params, body }) => (await referralChoices(register, caller, params.id, body.to)) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/cases/{id}/custody",
    summary:
      "Offer the case to another agency, by the person's consent or a stated legal basis; it stays until accepted",
    needs: ["custody", "create"],
    on: "case",
    params: byId,
    body: z.strictObject({ to: id, basis: code.optional() }),
    answer: handOver,
    run: async (caller, { params, body }) => (await offerCustody(register, caller, params.id, body)) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/cases/{id}/assign",
    summary: "Give the case to a colleague of your agency, at once",
    needs: ["custody", "assign"],
    on: "case",
    params: byId,
    body: z.strictObject({ to: id }),
    answer: z.object({ receipt: z.string() }),
    run: (caller, { params, body }) => assignCase(register, caller, params.id, body.to),
  });

  endpoints.add({
    method: "get",
    path: "/api/colleagues",
    summary: "Colleagues a case may be given to",
    needs: ["custody", "assign"],
    on: "none",
    answer: z.array(z.object({ id, name: z.string(), role: z.string(), team: z.string().nullable() })).readonly(),
    run: (caller) => listColleagues(register, caller),
  });

  endpoints.add({
    method: "get",
    path: "/api/custody",
    summary: "Hand-overs given, received and within your agency: offers and receipts; nothing in them names the person",
    needs: ["custody", "read"],
    on: "none",
    answer: z.array(handOver),
    run: async (caller) => (await listCustody(register, caller)) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/custody/{id}/accept",
    summary: "Take a case offered to your agency; the giver keeps the receipt and can no longer read it",
    needs: ["custody", "decide"],
    on: "none",
    params: byId,
    body: z.strictObject({ number: code.optional() }),
    answer: handOver,
    run: async (caller, { params, body }) => (await acceptCustody(register, caller, params.id, body)) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/custody/{id}/decline",
    summary: "Decline a case offered to your agency, with a reason of the list",
    needs: ["custody", "decide"],
    on: "none",
    params: byId,
    body: z.strictObject({ reason: code }),
    answer: handOver,
    run: async (caller, { params, body }) => (await declineCustody(register, caller, params.id, body.reason)) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/custody/{id}/withdraw",
    summary: "Take back an offer that was not answered yet",
    needs: ["custody", "withdraw"],
    on: "none",
    params: byId,
    body: z.strictObject({}),
    answer: handOver,
    run: async (caller, { params }) => (await withdrawCustody(register, caller, params.id)) as never,
  });
}
