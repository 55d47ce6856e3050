import type { AddressInfo } from "node:net";
import { Problem } from "@counterweight/kernel";
import type { Register } from "@counterweight/register";
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
  readonly page?: string | undefined;
};

export type RunningServer = {
  readonly url: string;
  readonly endpoints: readonly Endpoint[];
  readonly close: () => Promise<void>;
};

const loopback = new Set(["127.0.0.1", "localhost", "::1"]);

/** Starts serving. Beyond this machine only behind an https address: cookies and names never cross a network in the clear. */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { register, log, host = "127.0.0.1", port = 0, publicUrl, page } = options;
  if (!loopback.has(host) && !publicUrl?.startsWith("https://"))
    throw new Problem({
      code: "serve.insecure",
      what: `serving on ${host} would send names over the network unprotected`,
      doThis: "put a proxy with a certificate before it and give its address with --public-url https://...",
    });
  const hosts = new Set<string>(publicUrl === undefined ? [] : [new URL(publicUrl).host]);
  const { app, endpoints } = createApp({
    register,
    log,
    origins: { hosts, secure: publicUrl?.startsWith("https://") ?? false },
    page,
  });
  return new Promise((done, fail) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info: AddressInfo) => {
      for (const name of ["127.0.0.1", "localhost", "[::1]"]) hosts.add(`${name}:${info.port}`);
      done({
        url: publicUrl ?? `http://${host}:${info.port}`,
        endpoints,
        close: () => new Promise((closed) => server.close(() => closed())),
      });
    });
    server.on("error", (error: NodeJS.ErrnoException) =>
      fail(
        error.code === "EADDRINUSE"
          ? new Problem({
              code: "serve.port",
              what: `port ${port} is taken`,
              doThis: "choose another with --port",
              cause: error,
            })
          : error,
      ),
    );
  });
}
