import { Problem } from "@counterweight/kernel";
import { Barred, Erased, HandedOver, Missing, Refused } from "@counterweight/register";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Logger } from "pino";
import { type Environment, NotSignedIn } from "./endpoint.ts";

type Answer = {
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503 | 507;
  code: string;
  what: string;
  where?: string;
  expected?: string;
  doThis?: string;
};

function describe(error: unknown): Answer {
  if (error instanceof NotSignedIn)
    return {
      status: 401,
      code: "sign-in",
      what: "you are not signed in",
      doThis: "sign in, with a passkey or with the code of your app",
    };
  if (error instanceof Barred) return { status: 403, code: `access.${error.reason}`, what: error.message };
  if (error instanceof Missing) return { status: 404, code: "missing", what: error.message };
  if (error instanceof Erased) return { status: 410, code: "erased", what: error.message };
  if (error instanceof HandedOver) return { status: 410, code: "handed-over", what: error.message };
  if (error instanceof Refused) {
    if (error.reason === "fresh")
      return {
        status: 401,
        code: "sign-in.fresh",
        what: "this needs your passkey or the code of your app again",
        doThis: "give it, then repeat",
      };
    return { status: 403, code: "refused", what: `your role does not allow this (${error.action})` };
  }
  if (error instanceof Problem) {
    const { code, what, where, expected, doThis } = error.details;
    return {
      status: code === "disk.full" ? 507 : code === "database.away" ? 503 : 422,
      code,
      what,
      ...(where && { where }),
      ...(expected && { expected }),
      ...(doThis && { doThis }),
    };
  }
  // PostgreSQL's class 22: a character or number no column can hold, such as U+0000.
  if ((error as { code?: string }).code?.startsWith("22"))
    return {
      status: 400,
      code: "request",
      what: "a text or number in the request cannot be kept",
      expected: "plain text",
    };
  if (error instanceof HTTPException) {
    const status = error.status === 413 ? 413 : 400;
    return {
      status,
      code: "request",
      what: status === 413 ? "the request is too large" : "the request cannot be read",
      expected: "a JSON document",
    };
  }
  return { status: 500, code: "defect", what: "something went wrong on our side; nothing was changed" };
}

/** Every error as JSON of one shape. A defect is logged by its kind and request number, never with what was sent. */
export function answerError(error: unknown, context: Context<Environment>, log: Logger): Response {
  const { status, ...rest } = describe(error);
  const request = context.get("requestId");
  if (status === 500)
    log.error(
      {
        request,
        kind: error instanceof Error ? error.name : typeof error,
        code: (error as { code?: string }).code,
        at: error instanceof Error ? error.stack?.split("\n").slice(1, 4) : undefined,
      },
      "defect",
    );
  return context.json({ error: { ...rest, request } }, status);
}
