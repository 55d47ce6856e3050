import {
  acceptInvitation,
  freshMinutes,
  openInvitation,
  roles,
  secondFactor,
  signIn,
  signOut,
} from "@counterweight/register";
import { z } from "@hono/zod-openapi";
import { deleteCookie, getCookie } from "hono/cookie";
import { NotSignedIn } from "../endpoint.ts";
import type { Gate } from "../gate.ts";
import { cookieName, tokenOf } from "../guard.ts";

const text = (most: number) => z.string().min(1).max(most);
const code = z.string().regex(/^\d{6}$/);
const bodies = {
  signIn: z.strictObject({ email: text(255), password: text(200) }),
  code: z.strictObject({ code }),
  open: z.strictObject({ token: text(100), email: text(255).optional() }),
  accept: z.strictObject({
    token: text(100),
    password: text(200),
    code,
    email: text(255).optional(),
    name: text(100).optional(),
  }),
};

/** Coming in by password and code or by a one-time link, leaving, and who one is. */
export function addSession(gate: Gate): void {
  const { app, register } = gate;

  gate.post("/api/sign-in", "First factor: email and password", bodies.signIn, async (context, { email, password }) => {
    const client = gate.client(context);
    const token = await signIn(register, email, password, gate.place(context), client);
    if (token === undefined)
      return gate.refuse(context, 401, {
        code: "sign-in.failed",
        what: "email and password do not match, or the account is locked or closed",
        doThis: "try again; after five wrong tries an account rests for 15 minutes",
      });
    gate.keep(context, token, client.device);
    return context.json({ next: "code" });
  });

  gate.post(
    "/api/sign-in/code",
    "Second factor: the code of the authenticator app; again before what needs a fresh one",
    bodies.code,
    async (context, { code: given }) => {
      const token = tokenOf(context);
      const client = gate.client(context);
      const next =
        token === undefined ? undefined : await secondFactor(register, token, given, gate.place(context), client);
      if (next === undefined)
        return gate.refuse(context, 401, {
          code: "sign-in.code",
          what: "the code does not match or was used",
          doThis: "wait for the next code",
        });
      gate.keep(context, next, client.device);
      return context.json({ freshMinutes });
    },
  );

  gate.post(
    "/api/invitation",
    "Opens a one-time link: the secret for the authenticator app",
    bodies.open,
    async (context, { token, email }) =>
      context.json(await openInvitation(register, token, email, gate.place(context), gate.client(context))),
  );

  gate.post(
    "/api/invitation/accept",
    "Sets the password of a one-time link",
    bodies.accept,
    async (context, { token, ...rest }) => {
      const client = gate.client(context);
      const session = await acceptInvitation(register, token, rest, gate.place(context), client);
      gate.keep(context, session, client.device);
      return context.json({ accepted: true });
    },
  );

  gate.post("/api/sign-out", "Ends the session", z.strictObject({}), async (context) => {
    const token = getCookie(context, cookieName);
    if (token !== undefined) await signOut(register, token, gate.place(context));
    deleteCookie(context, cookieName, { path: "/api", secure: gate.origins.secure });
    // Storage holds at most a draft locked with a passphrase, which its writer keeps on purpose.
    context.header("clear-site-data", '"cache"');
    return context.json({ signedOut: true });
  });

  app.get("/api/me", (context) => {
    const barred = context.get("barred");
    if (barred !== undefined) throw barred;
    const who = context.get("who");
    if (who === undefined) throw new NotSignedIn();
    const { name, email, complete, lacks, fresh, passkeys, actor } = who;
    return context.json({ name, email, complete, lacks, fresh, passkeys, role: actor.role });
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/api/me",
    summary: `Who is signed in, what is lacking, and how many passkeys there are; a role is one of ${roles.join(", ")}`,
    responses: { 200: { description: "Who" }, "4XX": { description: "Nobody, or kept out by the agency's rules" } },
  });
}
