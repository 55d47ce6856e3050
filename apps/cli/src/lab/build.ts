import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "@counterweight/kernel";

const root = join(import.meta.dirname, "..", "..", "..", "..");
const lab = join(root, "apps", "lab");
/** Where the built page stands. */
export const labFolder = join(lab, "dist");

/** Builds the page where it is missing or older than what it is made of. */
export async function buildLab(onProgress: ((line: string) => void) | undefined): Promise<void> {
  const built = join(labFolder, "index.html");
  if (existsSync(built) && statSync(built).mtimeMs >= newest(sources())) return;
  onProgress?.("Building the lab, once…");
  const started = Date.now();
  await run([join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "error"]);
  onProgress?.(`The lab is built, ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

function sources(): string[] {
  const packages = readdirSync(join(root, "packages")).map((name) => join(root, "packages", name, "src"));
  return [
    ...packages,
    join(root, "data"),
    join(lab, "src"),
    join(lab, "build"),
    join(lab, "public"),
    join(lab, "index.html"),
  ];
}

/** The last change among files and folders, deep. */
function newest(paths: readonly string[]): number {
  let last = 0;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const about = statSync(path);
    last = Math.max(last, about.mtimeMs);
    if (about.isDirectory()) last = Math.max(last, newest(readdirSync(path).map((name) => join(path, name))));
  }
  return last;
}

function run(args: readonly string[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, {
      cwd: lab,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, NODE_ENV: "production" },
    });
    const said: string[] = [];
    child.stderr.on("data", (part: Buffer) => said.push(part.toString()));
    child.on("error", failed);
    child.on("close", (code) =>
      code === 0
        ? done()
        : failed(
            new Problem({
              code: "lab.build",
              what: `the lab could not be built: ${said.join("").trim().split("\n")[0] ?? `exit code ${code}`}`,
              doThis: '"npm run build" shows the whole message',
            }),
          ),
    );
  });
}
