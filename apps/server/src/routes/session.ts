import type { Register } from "@counterweight/register";
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
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { type App, type Environment, NotSignedIn } from "../endpoint.ts";
import { cookieName, type Origins, RateLimit } from "../guard.ts";

const text = (most: number) => z.string().min(1).max(most);
const bodies = {
  signIn: z.strictObject({ email: text(255), password: text(200) }),
  code: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
  open: z.strictObject({ token: text(100), email: text(255).optional() }),
  accept: z.strictObject({
    token: text(100),
    password: text(200),
    code: z.string().regex(/^\d{6}$/),
    email: text(255).optional(),
    name: text(100).optional(),
  }),
};

/** Endpoints anyone may call: they make a session or end it. Tokens travel in bodies, never in addresses. */
export function addSession(app: App, register: Register, { secure }: Origins): void {
  // Beside the lock of each account: one source of requests may not try many accounts either.
  const attempts = new RateLimit(30, 60);
  const place = (context: Context<Environment>) => ({ request: context.get("requestId") });
  const source = (context: Context<Environment>) =>
    (context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
      ?.remoteAddress ?? "local";
  const keep = (context: Context<Environment>, token: string) =>
    setCookie(context, cookieName, token, { httpOnly: true, sameSite: "Strict", path: "/api", secure });

  const post = <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    run: (context: Context<Environment>, body: z.infer<Schema>) => Promise<Response>,
  ): void => {
    app.post(path, async (context) => {
      if (!attempts.allows(source(context)))
        return context.json(
          {
            error: { code: "rate", what: "too many tries", doThis: "wait a minute", request: context.get("requestId") },
          },
          429,
        );
      const parsed = schema.safeParse(await context.req.json().catch(() => undefined));
      if (!parsed.success)
        return context.json(
          { error: { code: "request", what: "the request cannot be read", request: context.get("requestId") } },
          400,
        );
      return run(context, parsed.data);
    });
  };

  post("/api/sign-in", bodies.signIn, async (context, { email, password }) => {
    const token = await signIn(register, email, password, place(context));
    if (token === undefined)
      return context.json(
        {
          error: {
            code: "sign-in.failed",
            what: "email and password do not match, or the account is locked or closed",
            doThis: "try again; after five wrong tries an account rests for 15 minutes",
            request: context.get("requestId"),
          },
        },
        401,
      );
    keep(context, token);
    return context.json({ next: "code" });
  });

  post("/api/sign-in/code", bodies.code, async (context, { code }) => {
    const token = getCookie(context, cookieName);
    const next = token === undefined ? undefined : await secondFactor(register, token, code, place(context));
    if (next === undefined)
      return context.json(
        {
          error: {
            code: "sign-in.code",
            what: "the code does not match or was used",
            doThis: "wait for the next code",
            request: context.get("requestId"),
          },
        },
        401,
      );
    keep(context, next);
    return context.json({ freshMinutes });
  });

  post("/api/invitation", bodies.open, async (context, { token, email }) =>
    context.json(await openInvitation(register, token, email)),
  );

  post("/api/invitation/accept", bodies.accept, async (context, { token, ...rest }) => {
    keep(context, await acceptInvitation(register, token, rest, place(context)));
    return context.json({ accepted: true });
  });

  post("/api/sign-out", z.strictObject({}), async (context) => {
    const token = getCookie(context, cookieName);
    if (token !== undefined) await signOut(register, token, place(context));
    deleteCookie(context, cookieName, { path: "/api", secure });
    // Storage holds at most a draft locked with a passphrase, which its writer keeps on purpose.
    context.header("clear-site-data", '"cache"');
    return context.json({ signedOut: true });
  });

  app.get("/api/me", (context) => {
    const who = context.get("who");
    if (who === undefined) throw new NotSignedIn();
    const { name, email, complete, fresh, actor } = who;
    return context.json({ name, email, complete, fresh, role: actor.role });
  });

  for (const [path, body, summary] of [
    ["/api/sign-in", bodies.signIn, "First factor: email and password"],
    [
      "/api/sign-in/code",
      bodies.code,
      "Second factor: the code of the authenticator app; again before what needs a fresh one",
    ],
    ["/api/invitation", bodies.open, "Opens a one-time link: the secret for the authenticator app"],
    ["/api/invitation/accept", bodies.accept, "Sets the password of a one-time link"],
    ["/api/sign-out", z.strictObject({}), "Ends the session"],
  ] as const)
    app.openAPIRegistry.registerPath({
      method: "post",
      path,
      summary,
      request: { body: { required: true, content: { "application/json": { schema: body } } } },
      responses: { 200: { description: "Done" }, "4XX": { description: "Not done" } },
    });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/api/me",
    summary: `Who is signed in; a role is one of ${roles.join(", ")}`,
    responses: { 200: { description: "Who" }, 401: { description: "Nobody" } },
  });
}
