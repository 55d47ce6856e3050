import {
  type Action,
  type Barred,
  type Register,
  type Resource,
  refuseBarred,
  type SignedIn,
} from "@counterweight/register";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";

/** What every request carries once its session is known. */
export type Environment = {
  Variables: {
    requestId: string;
    who: SignedIn | undefined;
    /** Set where a session is good but the agency's rules keep it out. */
    barred: Barred | undefined;
    address: string | undefined;
  };
};
export type App = OpenAPIHono<Environment>;

/** Which permission an endpoint stands for, and on whose record; the authorisation matrix is made from these. */
export type Endpoint = {
  readonly method: "get" | "post" | "patch";
  readonly path: string;
  readonly summary: string;
  readonly needs: readonly [Resource, Action] | undefined;
  /** `case`: decided on that case's ownership. `agency`: on the caller's own agency. `none`: no record. */
  readonly on: "case" | "agency" | "none";
};

export type Definition<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> = Endpoint & {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer: Answer;
  /** Open to somebody who has to enrol a first passkey before anything else. */
  readonly beforeEnrolment?: true;
  /** Status of a good answer, 200 unless told. */
  readonly run: (
    caller: SignedIn,
    input: { params: z.infer<Params>; query: z.infer<Query>; body: z.infer<Body> },
    context: Context<Environment>,
  ) => Promise<z.infer<Answer>>;
};

/** The one shape of every error, with what the person can do. Never a stack, a query or a value of a record. */
export const errorAnswer = z
  .object({
    error: z.object({
      code: z.string(),
      what: z.string(),
      where: z.string().optional(),
      expected: z.string().optional(),
      doThis: z.string().optional(),
      request: z.string(),
    }),
  })
  .openapi("Error");

/** Thrown where nobody is signed in, or only half. */
export class NotSignedIn extends Error {}

/** Collects the endpoints of an app: the OpenAPI document, the permission each needs, and the handler, from one definition. */
export class Endpoints {
  readonly list: Endpoint[] = [];
  readonly app: App;
  readonly register: Register;

  constructor(app: App, register: Register) {
    this.app = app;
    this.register = register;
  }

  add<
    Params extends z.ZodType = z.ZodNever,
    Query extends z.ZodType = z.ZodNever,
    Body extends z.ZodType = z.ZodNever,
    Answer extends z.ZodType = z.ZodNever,
  >(definition: Definition<Params, Query, Body, Answer>): void {
    const { method, path, summary, needs, on } = definition;
    const { register } = this;
    this.list.push({ method, path, summary, needs, on });
    const json = (schema: z.ZodType) => ({ content: { "application/json": { schema } } });
    const route = createRoute({
      method,
      path,
      summary,
      request: {
        ...(definition.params ? { params: definition.params as unknown as z.ZodObject } : {}),
        ...(definition.query ? { query: definition.query as unknown as z.ZodObject } : {}),
        ...(definition.body ? { body: { ...json(definition.body), required: true } } : {}),
      },
      responses: {
        200: { description: "Done", ...json(definition.answer) },
        "4XX": { description: "Not done; the error says why and what to do", ...json(errorAnswer) },
      },
      ...(needs ? { "x-permission": needs.join("."), security: [{ session: [] }] } : {}),
    });
    this.app.openapi(route, (async (context: Context<Environment>) => {
      const who = context.get("who");
      const barred = context.get("barred");
      if (barred !== undefined) throw barred;
      if (who === undefined || who.lacks === "factor") throw new NotSignedIn();
      if (who.lacks === "passkey" || (who.lacks === "enrolment" && !definition.beforeEnrolment))
        await refuseBarred(register, who, "passkey");
      const valid = (part: string) => (context.req as unknown as { valid: (part: string) => unknown }).valid(part);
      const input = {
        params: (definition.params && valid("param")) as z.infer<Params>,
        query: (definition.query && valid("query")) as z.infer<Query>,
        body: (definition.body && valid("json")) as z.infer<Body>,
      };
      return context.json((await definition.run(who, input, context)) as object, 200);
    }) as never);
  }
}
