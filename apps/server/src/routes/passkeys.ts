import {
  enrol,
  freshMinutes,
  listPasskeys,
  type NewCredential,
  passkeyFactor,
  passkeySignIn,
  removePasskey,
  renamePasskey,
  startEnrolment,
  startPasskeyFactor,
  startPasskeySignIn,
  type UsedCredential,
} from "@counterweight/register";
import { z } from "@hono/zod-openapi";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { type Endpoints, NotSignedIn } from "../endpoint.ts";
import type { Gate } from "../gate.ts";
import { clientOf, tokenOf } from "../guard.ts";

const attemptCookie = "counterweight-attempt";
const minutes = 3;

const base64url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\w-]+$/);
const credentialId = base64url(1400);
const transports = z.array(z.string().regex(/^[a-z-]{1,20}$/)).max(10);
const envelope = {
  id: credentialId,
  rawId: credentialId,
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
  clientExtensionResults: z.strictObject({}),
};
const used = z.strictObject({
  ...envelope,
  response: z.strictObject({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(2000),
    userHandle: base64url(100).optional(),
  }),
});
const made = z.strictObject({
  ...envelope,
  response: z.strictObject({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(20_000),
    transports: transports.optional(),
  }),
});
const nothing = z.strictObject({});
const name = z.string().trim().min(1).max(60);
const byId = z.object({ id: z.uuid() });
const options = z.looseObject({ challenge: z.string() });

const notAccepted = {
  code: "sign-in.passkey",
  what: "the passkey was not accepted",
  doThis: "try again, or sign in another way",
};

/** Coming in with a passkey: alone, as second factor, or again before what needs a fresh one. */
export function addPasskeySignIn(gate: Gate): void {
  const { register, origins } = gate;

  gate.post("/api/sign-in/passkey/start", "What the browser asks a passkey to sign", nothing, async (context) => {
    const started = await startPasskeySignIn(register, origins.party);
    setCookie(context, attemptCookie, started.attempt, {
      httpOnly: true,
      sameSite: "Strict",
      path: "/api/sign-in",
      secure: origins.secure,
      maxAge: minutes * 60,
    });
    return context.json(started.options);
  });

  gate.post("/api/sign-in/passkey", "Both factors at once: a passkey, unlocked", used, async (context, answer) => {
    const attempt = getCookie(context, attemptCookie);
    deleteCookie(context, attemptCookie, { path: "/api/sign-in", secure: origins.secure });
    const client = gate.client(context);
    const token =
      attempt === undefined
        ? undefined
        : await passkeySignIn(register, origins.party, attempt, answer as UsedCredential, gate.place(context), client);
    if (token === undefined) return gate.refuse(context, 401, notAccepted);
    gate.keep(context, token, client.device);
    return context.json({ freshMinutes });
  });

  gate.post(
    "/api/sign-in/passkey/again/start",
    "The same within a session: as second factor, or before what needs a fresh one",
    nothing,
    async (context) => {
      const token = tokenOf(context);
      const asked =
        token === undefined ? undefined : await startPasskeyFactor(register, origins.party, token, clientOf(context));
      return asked === undefined ? gate.refuse(context, 401, notAccepted) : context.json(asked);
    },
  );

  gate.post("/api/sign-in/passkey/again", "A passkey within a session", used, async (context, answer) => {
    const token = tokenOf(context);
    const client = gate.client(context);
    const next =
      token === undefined
        ? undefined
        : await passkeyFactor(register, origins.party, token, answer as UsedCredential, gate.place(context), client);
    if (next === undefined) return gate.refuse(context, 401, notAccepted);
    gate.keep(context, next, client.device);
    return context.json({ freshMinutes });
  });
}

/** One's own passkeys: enrol, list, rename, remove. */
export function addPasskeys(endpoints: Endpoints, gate: Gate): void {
  const { register } = endpoints;
  const { party } = gate.origins;

  endpoints.add({
    method: "get",
    path: "/api/passkeys",
    summary: "Your passkeys",
    needs: ["passkey", "read"],
    on: "none",
    beforeEnrolment: true,
    answer: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        created: z.string(),
        used: z.string().optional(),
        synced: z.boolean(),
      }),
    ),
    run: (caller) => listPasskeys(register, caller) as never,
  });

  endpoints.add({
    method: "post",
    path: "/api/passkeys/start",
    summary: "What the browser asks an authenticator to make",
    needs: ["passkey", "create"],
    on: "none",
    beforeEnrolment: true,
    body: nothing,
    answer: options,
    run: async (caller, _input, context) => {
      const token = tokenOf(context);
      if (token === undefined) throw new NotSignedIn();
      return (await startEnrolment(register, caller, token, party)) as never;
    },
  });

  endpoints.add({
    method: "post",
    path: "/api/passkeys",
    summary: "Keep the new passkey under a name",
    needs: ["passkey", "create"],
    on: "none",
    beforeEnrolment: true,
    body: z.strictObject({ name, credential: made }),
    answer: z.object({ id: z.uuid() }),
    run: async (caller, { body }, context) => {
      const token = tokenOf(context);
      if (token === undefined) throw new NotSignedIn();
      const client = gate.client(context);
      const made = { name: body.name, credential: body.credential as NewCredential };
      const enrolled = await enrol(register, caller, token, party, made, client);
      gate.keep(context, enrolled.token, client.device);
      return { id: enrolled.id };
    },
  });

  endpoints.add({
    method: "patch",
    path: "/api/passkeys/{id}",
    summary: "Rename a passkey of yours",
    needs: ["passkey", "update"],
    on: "agency",
    params: byId,
    body: z.strictObject({ name }),
    answer: z.object({ changed: z.literal(true) }),
    run: async (caller, { params, body }) => {
      await renamePasskey(register, caller, params.id, body.name);
      return { changed: true as const };
    },
  });

  endpoints.add({
    method: "post",
    path: "/api/passkeys/{id}/remove",
    summary: "Remove a passkey of yours",
    needs: ["passkey", "erase"],
    on: "agency",
    params: byId,
    body: nothing,
    answer: z.object({ removed: z.literal(true) }),
    run: async (caller, { params }) => {
      await removePasskey(register, caller, params.id);
      return { removed: true as const };
    },
  });
}
