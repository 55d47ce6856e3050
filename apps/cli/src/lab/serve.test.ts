import { createServer, request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedLab, serveLab } from "./serve.ts";

let lab: ServedLab;
const lines: string[] = [];
beforeAll(async () => {
  lab = await serveLab({ port: 4791, onProgress: (line) => lines.push(line) });
});
afterAll(() => lab.close());

test("serves the page with a strict policy and isolation", async () => {
  const response = await fetch(`${lab.address}/`);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<div id="lab">');
  expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(response.headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(response.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
});

test("what is not there is not found; what lies outside is not served; nothing can be written", async () => {
  expect((await fetch(`${lab.address}/nothing.js`)).status).toBe(404);
  expect((await fetch(`${lab.address}/`, { method: "POST" })).status).toBe(405);
  for (const path of ["/../package.json", "/..%2f..%2fpackage.json", "/%2e%2e/package.json"])
    expect(await statusOf(lab.port, path), path).not.toBe(200);
});

test("a taken port: the next free one, and it says so", async () => {
  const other = createServer().listen(4812, "127.0.0.1");
  await new Promise((done) => other.once("listening", done));
  const second = await serveLab({ port: 4812 });
  expect(second).toMatchObject({ port: 4813, moved: true, address: "http://localhost:4813" });
  await second.close();
  other.close();
});

/** Sends a path as it stands; fetch would tidy it up first. */
function statusOf(port: number, path: string): Promise<number | undefined> {
  return new Promise((done, failed) => {
    request({ port, host: "127.0.0.1", path }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .on("error", failed)
      .end();
  });
}
