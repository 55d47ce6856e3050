import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";
import { contentSecurityPolicy } from "../../build/policy.ts";

const systemChromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];

/** The system's Chromium where there is one, else the one that npm brings. */
export async function launchBrowser(): Promise<Browser> {
  const system = systemChromium.find((file) => existsSync(file));
  return playwright.launch({
    executablePath: system ?? (await chromium.executablePath()),
    args: system === undefined ? [...chromium.args.filter((flag) => !flag.startsWith("--headless")), ...flags] : flags,
    headless: true,
  });
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".csv": "text/csv; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** Serves a built folder the way a plain static host would, with the page's own policy as header too. */
export async function serveFolder(folder: string): Promise<{ address: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://here").pathname);
    const file = join(folder, normalize(path.endsWith("/") ? `${path}index.html` : path));
    const answer = async () => {
      const content = await readFile(file).catch(() => undefined);
      response.writeHead(content === undefined ? 404 : 200, {
        "content-type": types[extname(file)] ?? "application/octet-stream",
        "content-security-policy": contentSecurityPolicy,
      });
      response.end(content);
    };
    void answer();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const at = server.address();
  const port = typeof at === "object" && at !== null ? at.port : 0;
  return {
    address: `http://localhost:${port}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
