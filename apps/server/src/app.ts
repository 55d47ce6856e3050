import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Register } from "@counterweight/register";
import { serveStatic } from "@hono/node-server/serve-static";
import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import type { Logger } from "pino";
import { answerError } from "./answers.ts";
import { type App, type Endpoint, Endpoints, type Environment } from "./endpoint.ts";
import { Gate } from "./gate.ts";
import { headers, noStore, type Origins, requestNumber, sameOrigin, session } from "./guard.ts";
import { addAccess } from "./routes/access.ts";
import { addAgency } from "./routes/agency.ts";
import { addCases } from "./routes/cases.ts";
import { addCustody } from "./routes/custody.ts";
import { addPasskeySignIn, addPasskeys } from "./routes/passkeys.ts";
import { addSession } from "./routes/session.ts";

export type AppOptions = {
  readonly register: Register;
  readonly log: Logger;
  readonly origins: Origins;
  /** Folder of the built page, where there is one. */
  readonly page?: string | undefined;
};

const largestBody = 1 << 20;

/** The register over HTTP, with the list of its endpoints and the permission each needs. */
export function createApp({ register, log, origins, page }: AppOptions): {
  app: App;
  endpoints: readonly Endpoint[];
  gates: readonly string[];
} {
  const app: App = new OpenAPIHono<Environment>({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const first = result.error.issues[0];
      const where = first?.path.map(String).join(".").slice(0, 100);
      return context.json(
        {
          error: {
            code: "request",
            what: first?.message ?? "the request cannot be read",
            ...(where ? { where } : {}),
            request: context.get("requestId"),
          },
        },
        400,
      );
    },
  });
  app.onError((error, context) => answerError(error, context, log));
  app.use(requestNumber());
  app.use(headers);
  app.use("/api/*", noStore);
  app.use("/api/*", sameOrigin(origins));
  app.use("/api/*", bodyLimit({ maxSize: largestBody }));
  app.use("/api/*", async (context, next) => {
    const started = performance.now();
    await next();
    // The path's pattern, not the path: ids stay out of the log.
    log.info(
      {
        request: context.get("requestId"),
        method: context.req.method,
        status: context.res.status,
        ms: Math.round(performance.now() - started),
      },
      "request",
    );
  });
  app.use("/api/*", session(register, origins));
  const gate = new Gate(app, register, origins);
  addSession(gate);
  addPasskeySignIn(gate);
  const endpoints = new Endpoints(app, register);
  addPasskeys(endpoints, gate);
  addCases(endpoints);
  addAgency(endpoints);
  addCustody(endpoints);
  addAccess(endpoints);
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "counterweight",
  });
  app.doc31("/api/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Counterweight register",
      version: "0.1.0",
      description: "Cases at rest: each operation names the permission it needs (x-permission).",
    },
  });
  app.get("/api/health", (context) => context.json({ ready: true }));
  app.all("/api/*", (context) =>
    context.json(
      { error: { code: "missing", what: "there is no such request", request: context.get("requestId") } },
      404,
    ),
  );
  if (page !== undefined) {
    // The mark by which the page knows that a register answers here.
    const entrance = readFileSync(join(page, "index.html"), "utf8").replace(
      "<head>",
      '<head><meta name="counterweight-register" content="here" />',
    );
    app.get("/", (context) => context.html(entrance));
    app.use(serveStatic({ root: page }));
  }
  return { app, endpoints: endpoints.list, gates: gate.paths };
}
