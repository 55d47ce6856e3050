import { execFileSync } from "node:child_process";
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
    args: flags,
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

export type OpenLab = { readonly browser: Browser; readonly address: string; readonly close: () => Promise<void> };

/** The built lab, served, and a browser to visit it with. Built as people get it: a test's own NODE_ENV would bring React's other half. */
export async function openLab(): Promise<OpenLab> {
  const lab = join(import.meta.dirname, "..", "..");
  const vite = join(lab, "..", "..", "node_modules", "vite", "bin", "vite.js");
  execFileSync(process.execPath, [vite, "build", "--logLevel", "error"], {
    cwd: lab,
    env: { ...process.env, NODE_ENV: "production" },
  });
  const [browser, site] = await Promise.all([launchBrowser(), serveFolder(join(lab, "dist"))]);
  return {
    browser,
    address: site.address,
    close: async () => {
      await browser.close();
      await site.close();
    },
  };
}
