import { createHash, randomBytes } from "node:crypto";
import type { Caller } from "@counterweight/register";
import { type Fixture, openFixture } from "@counterweight/register/testing";
import { createLog } from "../log.ts";
import { type RunningServer, type ServeOptions, startServer } from "../serve.ts";

export type Answer = { readonly status: number; readonly body: any; readonly headers: Headers };

/** A real server on a real register, and its log. */
export type Served = {
  readonly fixture: Fixture;
  readonly server: RunningServer;
  readonly log: string[];
  /** A request as somebody with a session, or nobody. */
  readonly ask: (
    who: Caller | string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  readonly end: () => Promise<void>;
};

export async function openServed(options: Partial<ServeOptions> = {}): Promise<Served> {
  const fixture = await openFixture();
  const log: string[] = [];
  const server = await startServer({
    register: fixture.register,
    log: createLog({ write: (line) => void log.push(line) }),
    ...options,
  });
  const tokens = new Map<string, Promise<string>>();

  const sessionOf = ({ actor }: Caller): Promise<string> => {
    const known = tokens.get(actor.account);
    if (known !== undefined) return known;
    const token = randomBytes(32).toString("base64url");
    const made = fixture.register.pool
      .query(
        "insert into register.session (id, account_id, expires_at, second_factor_at) values ($1, $2, now() + interval '1 hour', now())",
        [createHash("sha256").update(token).digest(), actor.account],
      )
      .then(() => token);
    tokens.set(actor.account, made);
    return made;
  };

  return {
    fixture,
    server,
    log,
    ask: async (who, method, path, body, headers = {}) => {
      const token = typeof who === "object" ? await sessionOf(who) : who;
      const answer = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          ...(token === undefined ? {} : { cookie: `counterweight=${token}` }),
          ...(method === "GET" ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      // As a browser would: a session whose token changed is followed, one that was ended is begun anew.
      const kept = /counterweight=([^;]*);/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
      if (typeof who === "object" && kept !== undefined) {
        if (kept === "") tokens.delete(who.actor.account);
        else tokens.set(who.actor.account, Promise.resolve(kept));
      }
      const text = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        body: /json/.test(answer.headers.get("content-type") ?? "") ? JSON.parse(text) : text,
      };
    },
    end: async () => {
      await server.close();
      await fixture.end();
    },
  };
}
