import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { Problem } from "@counterweight/kernel";
import { buildLab, labFolder } from "./build.ts";

export type ServedLab = {
  readonly address: string;
  readonly port: number;
  /** True where the port asked for was taken and another was used. */
  readonly moved: boolean;
  readonly close: () => Promise<void>;
};

export type ServeOptions = {
  /** The first port tried; the next nineteen after it. */
  readonly port?: number;
  /** One line for a person who waits; called only when the page has to be built first. */
  readonly onProgress?: (line: string) => void;
};

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The page's own policy says the same; here it also covers what a meta element cannot. */
const headers = {
  "content-security-policy":
    "default-src 'self'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

/** Serves the built lab on this machine only; builds it first where it is missing or older than its sources. */
export async function serveLab({ port = 4680, onProgress }: ServeOptions = {}): Promise<ServedLab> {
  await buildLab(onProgress);
  const server = createServer((request, response) => {
    void answer(request.method ?? "GET", request.url ?? "/").then(({ status, head, body }) => {
      response.writeHead(status, head);
      return response.end(request.method === "HEAD" ? undefined : body);
    });
  });
  const used = await listenFrom(server, port);
  return {
    address: `http://localhost:${used}`,
    port: used,
    moved: used !== port,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

type Reply = { readonly status: number; readonly head: Record<string, string>; readonly body: Uint8Array | string };

async function answer(method: string, url: string): Promise<Reply> {
  const plain = { ...headers, "content-type": "text/plain; charset=utf-8" };
  if (method !== "GET" && method !== "HEAD") return { status: 405, head: { ...plain, allow: "GET, HEAD" }, body: "" };
  const path = pathOf(url);
  const file = path === undefined ? undefined : join(labFolder, path.endsWith("/") ? `${path}index.html` : path);
  if (file === undefined || !file.startsWith(labFolder + sep))
    return { status: 400, head: plain, body: "Not a path here." };
  const body = await readFile(file).catch(() => undefined);
  if (body === undefined) return { status: 404, head: plain, body: "There is nothing at this address." };
  const hashed = /-[\w-]{8,}\.\w+$/.test(file);
  const head = {
    ...headers,
    "content-type": types[extname(file)] ?? "application/octet-stream",
    "cache-control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
  };
  return { status: 200, head, body };
}

function pathOf(url: string): string | undefined {
  try {
    return normalize(decodeURIComponent(new URL(url, "http://localhost").pathname));
  } catch {
    return undefined;
  }
}

async function listenFrom(server: Server, first: number): Promise<number> {
  for (let port = first; port < first + 20; port++) if (await listens(server, port)) return port;
  throw new Problem({
    code: "lab.port",
    what: `ports ${first} to ${first + 19} are all taken`,
    doThis: "stop one of the programs that use them, or name another port",
  });
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((done, failed) => {
    const onError = (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" || error.code === "EACCES" ? done(false) : failed(error);
    server.once("error", onError);
    // This machine only: the page holds nothing secret, but nobody else asked for it.
    server.listen(port, "127.0.0.1", () => {
      server.off("error", onError);
      done(true);
    });
  });
}
