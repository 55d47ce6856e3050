import { liesIn, plainAddress } from "@counterweight/register";
import type { Context } from "hono";
import type { Environment } from "./endpoint.ts";

/**
 * The address a request comes from: the other end of the connection. Only where that is a trusted proxy, what the proxy
 * says in X-Forwarded-For counts, read from its end, since what stands before may be made up by the client.
 */
export function clientAddress(context: Context<Environment>, proxies: readonly string[]): string | undefined {
  const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  const direct = plainAddress(incoming?.socket?.remoteAddress ?? "");
  if (direct === undefined || !liesIn(direct, proxies)) return direct;
  const told = (context.req.header("x-forwarded-for") ?? "").split(",").filter((part) => part.trim() !== "");
  for (const part of told.reverse()) {
    const address = plainAddress(part);
    if (address === undefined || !liesIn(address, proxies)) return address;
  }
  return direct;
}
