import { readRules, resetSignIn, setRules } from "@counterweight/register";
import { z } from "@hono/zod-openapi";
import type { Endpoints } from "../endpoint.ts";

const time = z.string().max(5);
const rules = z.strictObject({
  networks: z.array(z.string().max(64)).max(100),
  hours: z
    .array(z.strictObject({ from: time, to: time }).nullable())
    .max(7)
    .nullable(),
  timeZone: z.string().max(64),
  longestHours: z.int(),
  idleMinutes: z.int(),
  requirePasskey: z.boolean(),
  newDevice: z.enum(["code", "passkey"]),
});

/** From where and when an agency's people may work, and what they sign in with. */
export function addAccess(endpoints: Endpoints): void {
  const { register } = endpoints;

  endpoints.add({
    method: "get",
    path: "/api/access-rules",
    summary: "The agency's rules on networks, hours, sessions and passkeys, and how you stand towards them",
    needs: ["rules", "read"],
    on: "none",
    answer: z.object({
      rules,
      you: z.object({ address: z.string().optional(), passkey: z.boolean(), knownDevice: z.boolean() }),
    }),
    run: async (caller) => {
      const { address, passkey, knownDevice } = caller.standing;
      return { rules: (await readRules(register, caller)) as never, you: { address, passkey, knownDevice } };
    },
  });

  endpoints.add({
    method: "post",
    path: "/api/access-rules",
    summary: "Set the agency's rules, all of them; they hold from the next request on",
    needs: ["rules", "update"],
    on: "none",
    body: rules,
    answer: z.object({ changed: z.literal(true) }),
    run: async (caller, { body }) => {
      await setRules(register, caller, body);
      return { changed: true as const };
    },
  });

  endpoints.add({
    method: "post",
    path: "/api/accounts/{id}/reset",
    summary:
      "Take a colleague's passkeys away and end their sessions; `everything` also password and app, for a new link",
    needs: ["account", "update"],
    on: "agency",
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ what: z.enum(["passkeys", "everything"]) }),
    answer: z.object({ passkeys: z.int(), token: z.string().optional() }),
    run: (caller, { params, body }) => resetSignIn(register, caller, params.id, body.what === "everything"),
  });
}
