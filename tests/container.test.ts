import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

// What deploy/Dockerfile relies on, without a container engine.
const root = join(import.meta.dirname, "..");
const lines = readFileSync(join(root, "deploy", "Dockerfile"), "utf8").split("\n");
const instruction = (name: string) => lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? "";
const words = (name: string) => JSON.parse(/\[.*\]/.exec(instruction(name))?.[0] ?? "[]") as string[];

/** Refuses every package that `npm ci --omit=dev` leaves out. */
const productionOnly = `
  import { registerHooks } from "node:module";
  import lock from "${pathToFileURL(join(root, "package-lock.json")).href}" with { type: "json" };
  registerHooks({
    resolve(name, context, next) {
      const found = next(name, context);
      const inside = /(node_modules\\/(?:@[^/]+\\/)?[^/]+)(?!.*\\/node_modules\\/)/.exec(found.url)?.[1];
      if (lock.packages[inside]?.dev) throw new Error(name + " is installed for development alone");
      return found;
    },
  });`;

function node(...args: string[]) {
  const hook = `data:text/javascript,${encodeURIComponent(productionOnly)}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", hook, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("its commands are there and start with the production packages alone", () => {
  const [program, main = ""] = words("ENTRYPOINT");
  expect(program).toBe("node");
  const [command, ...options] = words("CMD");
  const help = node(main, command ?? "", "--help");
  expect(help).toMatchObject({ status: 0, stderr: "" });
  for (const option of options.filter((word) => word.startsWith("--"))) expect(help.stdout).toContain(option);
  // Every command is loaded for the list, and the tasks of runs by the worker's threads.
  expect(node(main, "--help")).toMatchObject({ status: 0, stderr: "" });
  const tasks = ["sweep-tasks", "study-tasks"].map((name) => `await import("@counterweight/policy/${name}");`).join("");
  expect(node("--input-type=module", "-e", `${tasks} console.log("there")`).stdout).toBe("there\n");
  // The hook does refuse: otherwise the above would show nothing.
  expect(node("--input-type=module", "-e", 'await import("fast-check")').stderr).toContain("development alone");
});

test("its port, its user, its base and what stays out of it", () => {
  const port = instruction("EXPOSE");
  expect(words("CMD")).toEqual(expect.arrayContaining(["--metrics", port]));
  expect(words("HEALTHCHECK").join(" ")).toContain(`127.0.0.1:${port}/health`);
  expect(instruction("USER")).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  const oldest = /oldestThatRunsTypeScript = (\d+)/.exec(readFileSync(join(root, "scripts/prepare.js"), "utf8"))?.[1];
  expect(instruction("FROM")).toBe(`node:${oldest}-slim`);
  expect(instruction("RUN")).toMatch(/^npm ci --omit=dev /);
  expect(existsSync(join(root, "package-lock.json"))).toBe(true);
  const ignored = readFileSync(join(root, ".dockerignore"), "utf8").split("\n");
  expect(ignored).toEqual(expect.arrayContaining(["**/node_modules", ".git", "**/.env*"]));
});
