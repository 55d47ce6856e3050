import { randomUUID } from "node:crypto";
import { Barred, type Client, type Register, type RelyingParty, whoIs } from "@counterweight/register";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { secureHeaders } from "hono/secure-headers";
import { clientAddress } from "./address.ts";
import type { Environment } from "./endpoint.ts";

export const cookieName = "counterweight";
/** The mark a browser keeps, by which it is known again; not a session. */
export const deviceCookie = "counterweight-device";

/** Where pages of this register come from; requests from anywhere else are refused. */
export type Origins = {
  readonly hosts: ReadonlySet<string>;
  readonly secure: boolean;
  /** As which the register asks for passkeys. */
  readonly party: RelyingParty;
  /** Proxies whose word on a client's address is believed, as networks. */
  readonly proxies: readonly string[];
};

/** Strict content policy: own files only, no inline script, no frame, no plug-in, no address passed on. */
export const headers: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "data:", "blob:"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    workerSrc: ["'self'"],
    manifestSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  crossOriginEmbedderPolicy: "require-corp",
  crossOriginOpenerPolicy: "same-origin",
  crossOriginResourcePolicy: "same-origin",
  referrerPolicy: "no-referrer",
  xFrameOptions: "DENY",
  permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
});

/** Nothing of an answer is kept by browser or proxy. */
export const noStore: MiddlewareHandler = async (context, next) => {
  await next();
  context.header("cache-control", "no-store");
};

export function requestNumber(): MiddlewareHandler<Environment> {
  return async (context, next) => {
    context.set("requestId", randomUUID());
    await next();
  };
}

/**
 * Refuses requests that another site makes a browser send. The host must be ours (no rebound names); what changes
 * something must be JSON (a form cannot send it), from our own origin.
 */
export function sameOrigin({ hosts }: Origins): MiddlewareHandler<Environment> {
  return async (context, next) => {
    const refuse = (what: string) =>
      context.json({ error: { code: "origin", what, request: context.get("requestId") } }, 403);
    if (!hosts.has(context.req.header("host") ?? "")) return refuse("this address is not one of the register's");
    const origin = context.req.header("origin");
    if (origin !== undefined && !hosts.has(URL.canParse(origin) ? new URL(origin).host : ""))
      return refuse("the request comes from another site");
    const site = context.req.header("sec-fetch-site");
    if (site !== undefined && site !== "same-origin" && site !== "none")
      return refuse("the request comes from another site");
    if (
      context.req.method !== "GET" &&
      context.req.method !== "HEAD" &&
      !/^application\/json\b/.test(context.req.header("content-type") ?? "")
    )
      return refuse("a change is sent as JSON");
    await next();
    return undefined;
  };
}

const longestToken = 100;
const short = (text: string | undefined) => (text !== undefined && text.length <= longestToken ? text : undefined);

/** The session's token, as far as it can be one. */
export const tokenOf = (context: Context<Environment>): string | undefined => short(getCookie(context, cookieName));

export const clientOf = (context: Context<Environment>): Client => ({
  address: context.get("address"),
  device: short(getCookie(context, deviceCookie)),
});

/** Reads who asks from the session cookie, and from where, at each request anew. Signing out is never kept from anybody. */
export function session(register: Register, { proxies }: Origins): MiddlewareHandler<Environment> {
  return async (context, next) => {
    context.set("address", clientAddress(context, proxies));
    const token = context.req.path === "/api/sign-out" ? undefined : tokenOf(context);
    if (token !== undefined)
      try {
        context.set("who", await whoIs(register, token, { request: context.get("requestId") }, clientOf(context)));
      } catch (error) {
        if (!(error instanceof Barred)) throw error;
        context.set("barred", error);
      }
    await next();
  };
}

/** At most `most` requests a window from one key; a token bucket in memory, forgotten when full again. */
export class RateLimit {
  readonly #most: number;
  readonly #perSecond: number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(most: number, windowSeconds: number) {
    this.#most = most;
    this.#perSecond = most / windowSeconds;
  }

  allows(key: string, now: number = Date.now()): boolean {
    if (this.#buckets.size > 10_000) this.#sweep(now);
    const bucket = this.#buckets.get(key) ?? { left: this.#most, at: now };
    const left = Math.min(this.#most, bucket.left + ((now - bucket.at) / 1000) * this.#perSecond);
    this.#buckets.set(key, { left: left >= 1 ? left - 1 : left, at: now });
    return left >= 1;
  }

  #sweep(now: number): void {
    for (const [key, { left, at }] of this.#buckets)
      if (left + ((now - at) / 1000) * this.#perSecond >= this.#most) this.#buckets.delete(key);
  }
}
