import { Problem } from "@counterweight/kernel";

// What the system says where a disk, a quota or the largest file is full; and PostgreSQL, of its own disk.
const full = new Set(["ENOSPC", "EDQUOT", "EFBIG", "53100"]);

/** The one sentence for a full disk, or nothing where the error is another one. */
export function outOfSpace(error: unknown, where: string): Problem | undefined {
  if (!full.has((error as { code?: string } | null)?.code ?? "")) return undefined;
  return new Problem({
    code: "disk.full",
    what: `there is no space left ${where}; nothing was saved`,
    doThis: "make room on that disk and try again",
    cause: error,
  });
}
