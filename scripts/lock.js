// Writes package-lock.json afresh: exact versions, no registry address, and an entry for every platform's optional
// binary even where the registry in use does not carry it, so that `npm ci` accepts the file on every machine.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "lock-"));
const rooms = ["packages", "apps"].flatMap((wing) => readdirSync(join(root, wing)).map((room) => join(wing, room)));
for (const room of ["", ...rooms]) {
  mkdirSync(join(folder, room), { recursive: true });
  cpSync(join(root, room, "package.json"), join(folder, room, "package.json"));
}
writeFileSync(join(folder, ".npmrc"), "omit-lockfile-registry-resolved=false\n");
execFileSync("npm", ["install", "--package-lock-only", "--ignore-scripts", "--loglevel=error"], {
  cwd: folder,
  stdio: "inherit",
});
const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
rmSync(folder, { recursive: true });

/** The platform a binary package is for, read from its name; none means it is for every platform. */
function platformOf(name) {
  const os = /android|darwin|freebsd|linux|openharmony|openbsd|netbsd|sunos|aix|win32|windows/
    .exec(name)?.[0]
    .replace("windows", "win32");
  const cpu = /arm64|x64|ia32|riscv64|s390x|ppc64|loong64|mips64el|wasm32|arm/.exec(name.replace("darwin-", ""))?.[0];
  return { ...(os ? { os: [os] } : {}), ...(cpu ? { cpu: [cpu] } : {}) };
}

for (const entry of Object.values(lock.packages)) {
  if (typeof entry.resolved === "string" && entry.resolved.startsWith("http")) delete entry.resolved;
}
for (const entry of Object.values(lock.packages).slice()) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (key in lock.packages || !/^\d/.test(version)) continue;
    const platform = platformOf(name);
    if (platform.os === undefined && platform.cpu === undefined) continue;
    lock.packages[key] = {
      version,
      ...platform,
      ...(entry.dev ? { dev: true } : {}),
      license: entry.license,
      optional: true,
    };
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(root, "package-lock.json"), `${JSON.stringify(lock, null, 2)}\n`);
