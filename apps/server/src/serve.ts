import type { AddressInfo } from "node:net";
import { Problem } from "@counterweight/kernel";
import { isNetwork, type Register, type RelyingParty } from "@counterweight/register";
import { serve } from "@hono/node-server";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import type { Endpoint } from "./endpoint.ts";

export type ServeOptions = {
  readonly register: Register;
  readonly log: Logger;
  /** This machine only unless told. */
  readonly host?: string | undefined;
  /** 0 takes a free one. */
  readonly port?: number | undefined;
  /** The address people use, where a proxy with a certificate stands before this server. */
  readonly publicUrl?: string | undefined;
  /** Networks of proxies whose X-Forwarded-For is believed; none unless told. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly page?: string | undefined;
};

export type RunningServer = {
  readonly url: string;
  readonly endpoints: readonly Endpoint[];
  /** Paths that make or end a session, which anyone may call. */
  readonly gates: readonly string[];
  readonly close: () => Promise<void>;
};

const loopback = new Set(["127.0.0.1", "localhost", "::1"]);

type Fetch = Parameters<typeof serve>[0]["fetch"];
type Listening = { readonly port: number; readonly close: () => Promise<void> };

function listen(fetch: Fetch, hostname: string, port: number): Promise<Listening> {
  return new Promise((done, fail) => {
    const server = serve({ fetch, hostname, port }, (info: AddressInfo) =>
      done({ port: info.port, close: () => new Promise((closed) => server.close(() => closed())) }),
    );
    server.on("error", fail);
  });
}

const portTaken = (port: number, error: unknown): unknown =>
  (error as NodeJS.ErrnoException).code === "EADDRINUSE"
    ? new Problem({
        code: "serve.port",
        what: `port ${port} is taken`,
        doThis: "choose another with --port",
        cause: error,
      })
    : error;

/** `localhost` also means ::1: where the machine has it, nobody else may answer there. */
async function listenBeside(fetch: Fetch, first: Listening, asked: number): Promise<Listening | undefined> {
  try {
    return await listen(fetch, "::1", first.port);
  } catch (error) {
    if (asked === 0 || (error as NodeJS.ErrnoException).code !== "EADDRINUSE") return undefined;
    await first.close();
    throw error;
  }
}

/** As which browsers know the register for passkeys: the domain people use, or `localhost`; an address with numbers has none. */
function partyOf(publicUrl: string | undefined): RelyingParty & { readonly origins: string[] } {
  const url = publicUrl === undefined ? undefined : new URL(publicUrl);
  return { name: "Counterweight", id: url?.hostname ?? "localhost", origins: url === undefined ? [] : [url.origin] };
}

/** Starts serving. Beyond this machine only behind an https address: cookies and names never cross a network in the clear. */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { register, log, host = "127.0.0.1", port = 0, publicUrl, trustedProxies: proxies = [], page } = options;
  if (!loopback.has(host) && !publicUrl?.startsWith("https://"))
    throw new Problem({
      code: "serve.insecure",
      what: `serving on ${host} would send names over the network unprotected`,
      doThis: "put a proxy with a certificate before it and give its address with --public-url https://...",
    });
  const stranger = proxies.find((network) => !isNetwork(network));
  if (stranger !== undefined)
    throw new Problem({
      code: "serve.proxy",
      what: `"${stranger}" is not the address of a proxy`,
      expected: "an address or a network, such as 127.0.0.1 or 10.0.0.0/24",
    });
  const hosts = new Set<string>(publicUrl === undefined ? [] : [new URL(publicUrl).host]);
  const party = partyOf(publicUrl);
  const { app, endpoints, gates } = createApp({
    register,
    log,
    origins: { hosts, secure: publicUrl?.startsWith("https://") ?? false, party, proxies },
    page,
  });
  try {
    const first = await listen(app.fetch, host, port);
    const second = host === "127.0.0.1" ? await listenBeside(app.fetch, first, port) : undefined;
    for (const name of ["127.0.0.1", "localhost", "[::1]"]) hosts.add(`${name}:${first.port}`);
    if (publicUrl === undefined) party.origins.push(`http://localhost:${first.port}`);
    return {
      url: publicUrl ?? `http://${loopback.has(host) ? "localhost" : host}:${first.port}`,
      endpoints,
      gates,
      close: async () => void (await Promise.all([first.close(), second?.close()])),
    };
  } catch (error) {
    throw portTaken(port, error);
  }
}
