import { type CaseRecord, recordJsonSchema } from "@counterweight/cases";
import {
  createCase,
  editCase,
  erasePerson,
  facetNames,
  historyOf,
  listConsents,
  readCase,
  recordConsent,
  requestReferral,
  searchCases,
  withdrawConsent,
} from "@counterweight/register";
import { z } from "@hono/zod-openapi";
import type { Endpoints } from "../endpoint.ts";

const id = z.uuid();
const byId = z.object({ id });
const code = z.string().max(200);

export function addCases(endpoints: Endpoints): void {
  const { register } = endpoints;
  const record = z.record(z.string(), z.unknown()).openapi("CaseRecord", recordJsonSchema(register.standards));
  const view = z.object({
    id,
    version: z.int(),
    created: z.string(),
    updated: z.string(),
    mine: z.boolean(),
    record: z
      .custom<CaseRecord>()
      .openapi({ type: "object", description: "A CaseRecord; withheld fields are missing" }),
    withheld: z.array(z.enum(["identity", "narrative"])).readonly(),
  });
  const consent = z.object({
    given: z.boolean(),
    purpose: code.optional(),
    scope: code.optional(),
    recipient: code.optional(),
    from: code.optional(),
    until: code.optional(),
  });

  endpoints.add({
    method: "get",
    path: "/api/cases",
    summary: "Search cases by name, number or codes, newest first, fifty at a time",
    needs: ["case", "read"],
    on: "none",
    query: z.object({
      text: code.optional(),
      mine: z.enum(["true", "false"]).optional(),
      offset: z.coerce.number().int().min(0).max(10_000_000).optional(),
      ...Object.fromEntries(facetNames.map((name) => [name, code.optional()])),
    }),
    answer: z.object({ total: z.int(), offset: z.int(), cases: z.array(z.looseObject({ id })).readonly() }),
    run: async (caller, { query }) => {
      const { text, mine, offset, ...rest } = query as Record<string, string | undefined> & { offset?: number };
      const facets = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      return searchCases(register, caller, { text, mine: mine === "true", offset, facets });
    },
  });

  endpoints.add({
    method: "post",
    path: "/api/cases",
    summary: "Record a case; you own it",
    needs: ["case", "create"],
    on: "none",
    body: record,
    answer: z.object({ id, version: z.int() }),
    run: (caller, { body }) => createCase(register, caller, body),
  });

  endpoints.add({
    method: "get",
    path: "/api/cases/{id}",
    summary: "Read a case; identity is masked",
    needs: ["case", "read"],
    on: "case",
    params: byId,
    answer: view,
    run: (caller, { params }) => readCase(register, caller, params.id),
  });

  endpoints.add({
    method: "post",
    path: "/api/cases/{id}/unmask",
    summary: "Read a case with names and contacts; noted in the trail",
    needs: ["identity", "read"],
    on: "case",
    params: byId,
    body: z.strictObject({}),
    answer: view,
    run: (caller, { params }) => readCase(register, caller, params.id, { unmask: true }),
  });

  endpoints.add({
    method: "patch",
    path: "/api/cases/{id}",
    summary:
      "Change fields seen at version `base`; fields others changed since come back as conflicts and nothing is saved",
    needs: ["case", "update"],
    on: "case",
    params: byId,
    body: z.strictObject({ base: z.int().min(1), changes: z.record(z.string().max(300), z.unknown()) }),
    answer: z.object({
      saved: z.boolean(),
      version: z.int(),
      conflicts: z
        .array(z.object({ field: z.string(), yours: z.unknown(), theirs: z.unknown(), by: z.string(), at: z.string() }))
        .readonly()
        .optional(),
    }),
    run: (caller, { params, body }) => editCase(register, caller, params.id, body.base, body.changes),
  });

  endpoints.add({
    method: "get",
    path: "/api/cases/{id}/history",
    summary: "Every change of a case, with who and when",
    needs: ["history", "read"],
    on: "case",
    params: byId,
    answer: z.array(z.looseObject({ version: z.int(), field: z.string() })),
    run: async (caller, { params }) => (await historyOf(register, caller, params.id)) as never,
  });

  endpoints.add({
    method: "get",
    path: "/api/cases/{id}/consents",
    summary: "What the person agreed to",
    needs: ["consent", "read"],
    on: "case",
    params: byId,
    answer: z.array(consent.extend({ id, withdrawn: code.optional() })),
    run: async (caller, { params }) => (await listConsents(register, caller, params.id)) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/cases/{id}/consents",
    summary: "Record what the person agreed to, or refused",
    needs: ["consent", "create"],
    on: "case",
    params: byId,
    body: consent,
    answer: consent.extend({ id }),
    run: async (caller, { params, body }) => (await recordConsent(register, caller, params.id, body as never)) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/cases/{id}/consents/{consent}/withdraw",
    summary: "Withdraw a consent; what rests on it ends",
    needs: ["consent", "withdraw"],
    on: "case",
    params: byId.extend({ consent: id }),
    body: z.strictObject({}),
    answer: consent.extend({ id, withdrawn: code.optional() }),
    run: async (caller, { params }) => (await withdrawConsent(register, caller, params.id, params.consent)) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/cases/{id}/referrals",
    summary: "Ask another agency for a service, with the least data and a consent that covers them",
    needs: ["referral", "create"],
    on: "case",
    params: byId,
    body: z.strictObject({
      to: id,
      service: code.min(1),
      fields: z.array(z.string().max(300)).max(500),
      consent: id.optional(),
    }),
    answer: z.looseObject({ id, state: z.string() }),
    run: async (caller, { params, body }) => (await requestReferral(register, caller, params.id, body)) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/cases/{id}/erase",
    summary: "Erase the person: destroys the key that opens every copy",
    needs: ["person", "erase"],
    on: "case",
    params: byId,
    body: z.strictObject({ confirm: z.literal("erase this person") }),
    answer: z.object({ cases: z.int() }),
    run: (caller, { params }) => erasePerson(register, caller, params.id),
  });
}
