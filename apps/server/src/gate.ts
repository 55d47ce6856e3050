import { randomBytes } from "node:crypto";
import { plainAddress, type Register } from "@counterweight/register";
import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { setCookie } from "hono/cookie";
import type { App, Environment } from "./endpoint.ts";
import { clientOf, cookieName, deviceCookie, type Origins, RateLimit } from "./guard.ts";

const deviceDays = 400;

/** What the endpoints share that anyone may call: they make a session or end it. Tokens travel in bodies and cookies only. */
export class Gate {
  readonly app: App;
  readonly register: Register;
  readonly origins: Origins;
  // Beside the lock of each account: one source of requests may not try many accounts either.
  readonly #attempts = new RateLimit(30, 60);
  /** Paths with what each is sent, for the document and the tests. */
  readonly paths: string[] = [];

  constructor(app: App, register: Register, origins: Origins) {
    this.app = app;
    this.register = register;
    this.origins = origins;
  }

  /** Number and address of a request, for the trail of who came in. */
  place(context: Context<Environment>) {
    return { request: context.get("requestId"), address: context.get("address") };
  }

  /** Where the client is, with the mark of its browser, a new one where it has none yet. */
  client(context: Context<Environment>): { address: string | undefined; device: string } {
    const { address, device } = clientOf(context);
    return { address, device: device ?? randomBytes(32).toString("base64url") };
  }

  /** Hands a session out, closed to scripts and other sites, and the browser's mark. */
  keep(context: Context<Environment>, token: string, device: string): void {
    const closed = { httpOnly: true, sameSite: "Strict", path: "/api", secure: this.origins.secure } as const;
    setCookie(context, cookieName, token, closed);
    setCookie(context, deviceCookie, device, { ...closed, maxAge: deviceDays * 86_400 });
  }

  refuse(
    context: Context<Environment>,
    status: 400 | 401 | 429,
    error: { code: string; what: string; doThis?: string },
  ) {
    return context.json({ error: { ...error, request: context.get("requestId") } }, status);
  }

  /** A POST that needs no session: limited by source, its body checked by the schema that describes it. */
  post<Schema extends z.ZodType>(
    path: string,
    summary: string,
    schema: Schema,
    run: (context: Context<Environment>, body: z.infer<Schema>) => Promise<Response>,
  ): void {
    this.paths.push(path);
    this.app.post(path, async (context) => {
      if (!this.#attempts.allows(plainAddress(context.get("address") ?? "") ?? "local"))
        return this.refuse(context, 429, { code: "rate", what: "too many tries", doThis: "wait a minute" });
      const parsed = schema.safeParse(await context.req.json().catch(() => undefined));
      if (!parsed.success) return this.refuse(context, 400, { code: "request", what: "the request cannot be read" });
      return run(context, parsed.data);
    });
    this.app.openAPIRegistry.registerPath({
      method: "post",
      path,
      summary,
      request: { body: { required: true, content: { "application/json": { schema } } } },
      responses: { 200: { description: "Done" }, "4XX": { description: "Not done" } },
    });
  }
}
