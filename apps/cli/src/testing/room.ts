import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Page } from "playwright-core";
import { launchBrowser, watch } from "./browser.ts";

/** The register as people meet it: the real command, its own PostgreSQL, a real browser. */
export type ServedRoom = {
  readonly folder: string;
  readonly url: string;
  /** The first administrator's one-time link. */
  readonly link: string;
  /** A browser of somebody's own. What goes wrong in it is in `wrong`. */
  readonly open: (address: string) => Promise<Page>;
  readonly wrong: string[];
  readonly end: () => Promise<void>;
};

export async function serveRoom(): Promise<ServedRoom> {
  const folder = mkdtempSync(join(tmpdir(), "room-"));
  const main = join(import.meta.dirname, "..", "main.ts");
  const server: ChildProcess = spawn(process.execPath, [main, "serve", "--data", folder, "--port", "0"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let [url, link] = ["", ""];
  await new Promise<void>((done, fail) => {
    createInterface(server.stdout as NodeJS.ReadableStream).on("line", (line) => {
      [, url = url] = /^The register: (.*)\/#\/cases/.exec(line) ?? [];
      const found = /once, within 48 hours: (\S+)/.exec(line)?.[1];
      if (found !== undefined) {
        link = found;
        done();
      }
    });
    server.once("close", (status) => fail(new Error(`the server ended: ${status}`)));
  });
  const browser = await launchBrowser();
  const wrong: string[] = [];
  return {
    folder,
    url,
    link,
    wrong,
    open: async (address) => {
      const context = await browser.newContext({ locale: "en", viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      watch(page, new URL(address).origin, wrong);
      await page.goto(address);
      return page;
    },
    end: async () => {
      await browser.close();
      server.kill("SIGINT");
      await new Promise((done) => server.once("close", done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An authenticator app, written apart from the server's. */
export function appCode(base32: string, offset = 0): string {
  const bits = Array.from(base32.replaceAll(/\s/g, ""), (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  const secret = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(Math.floor(Date.now() / 30_000) + offset, 4);
  const mac = createHmac("sha1", secret).update(counter).digest();
  return String((mac.readUInt32BE((mac[19] as number) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
