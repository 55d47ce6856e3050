// Makes a bare clone ready: packages as the lockfile says, and Node 24 where the system's is older.
// Plain JavaScript on purpose: the system's Node, from 20 on, must be able to start it.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stampFile = join(root, "node_modules", ".counterweight-ready");
const runtimeFolder = join(root, ".runtime");
const runtimeVersion = "24.21.0";
const oldestThatRunsTypeScript = 24;
const platform = process.platform === "win32" ? "win" : process.platform;

function runningNodeIsOld() {
  return Number(process.versions.node.split(".")[0]) < oldestThatRunsTypeScript;
}

function lockfileHash() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

/** Runs npm with one moving line on a terminal, two plain lines elsewhere, and npm's own words only if it fails. */
function npm(args, what) {
  return new Promise((done, fail) => {
    const command = process.platform === "win32" ? "npm.cmd" : "npm";
    // Inside an npm script npm_config_* would leak the outer command's options into the inner one.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^npm_(config_(global|prefix|local_prefix)|lifecycle|package)/.test(name),
      ),
    );
    const child = spawn(command, args, {
      cwd: root,
      env,
      shell: process.platform === "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (text) => (output += text));
    child.stderr.on("data", (text) => (output += text));
    const started = Date.now();
    const live = process.stderr.isTTY;
    if (!live) process.stderr.write(`${what} ...\n`);
    const timer =
      live &&
      setInterval(() => process.stderr.write(`\r${what} ... ${Math.round((Date.now() - started) / 1000)} s`), 250);
    child.on("error", fail);
    child.on("close", (code) => {
      if (timer) clearInterval(timer);
      if (live) process.stderr.write("\r\x1b[K");
      if (code === 0) return done();
      process.stderr.write(`${output.split("\n").slice(0, 20).join("\n")}\n`);
      fail(
        new Error(
          `"npm ${args.join(" ")}" failed with code ${code}. Its words stand above; a network that reaches the npm registry is needed once.`,
        ),
      );
    });
  });
}

function linkRuntime() {
  const bin = join(root, "node_modules", ".bin");
  mkdirSync(bin, { recursive: true });
  const name = process.platform === "win32" ? "node.exe" : "node";
  const target = relative(bin, join(runtimeFolder, "node_modules", `node-${platform}-${process.arch}`, "bin", name));
  const link = join(bin, name);
  if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
  symlinkSync(target, link);
}

async function installRuntime() {
  const folder = runtimeFolder;
  const binary = join(folder, "node_modules", `node-${platform}-${process.arch}`, "package.json");
  const have = existsSync(binary) && JSON.parse(readFileSync(binary, "utf8")).version;
  if (have !== runtimeVersion) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    await npm(
      [
        "install",
        "--prefix",
        folder,
        "--no-save",
        "--no-package-lock",
        `node-${platform}-${process.arch}@${runtimeVersion}`,
      ],
      `Fetching Node ${runtimeVersion} beside your Node ${process.versions.node} (once)`,
    );
  }
  linkRuntime();
}

async function main() {
  const hash = lockfileHash();
  const [readyHash, readyRuntime] = existsSync(stampFile) ? readFileSync(stampFile, "utf8").trim().split(" ") : [];
  if (readyHash === hash && (readyRuntime === runtimeVersion || !runningNodeIsOld())) return;
  // A runtime fetched earlier may be the one running this script, which hides that the system's Node is old.
  const needsRuntime = runningNodeIsOld() || existsSync(runtimeFolder);
  await npm(
    ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
    "Installing what Counterweight needs (once, about a minute)",
  );
  if (needsRuntime) await installRuntime();
  writeFileSync(stampFile, `${hash} ${needsRuntime ? runtimeVersion : "system"}\n`);
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
