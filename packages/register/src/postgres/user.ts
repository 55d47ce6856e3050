import { readFileSync } from "node:fs";
import { Problem } from "@counterweight/kernel";

export type Unprivileged = { readonly name: string; readonly uid: number; readonly gid: number };

const candidates = ["counterweight", "postgres", "nobody"];

/** PostgreSQL refuses to run as root; then it runs as the first of these users that exists. */
export function unprivileged(
  isRoot: boolean = process.getuid?.() === 0,
  passwd: () => string = () => readFileSync("/etc/passwd", "utf8"),
): Unprivileged | undefined {
  if (!isRoot) return undefined;
  const users = passwd()
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of candidates) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Problem({
    code: "postgres.no-user",
    what: "PostgreSQL does not run as root, and there is no other user to run it as",
    expected: `one of the users ${candidates.join(", ")}`,
    doThis: "make the user counterweight, or start as an ordinary user",
  });
}
