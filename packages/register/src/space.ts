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

// The connection broke, or nobody listens: a database that ended, is restarting, or could not write its journal.
const away = new Set(["ENOENT", "ECONNREFUSED", "ECONNRESET", "EPIPE", "57P01", "57P02", "57P03", "08006", "08003"]);

/** The one sentence for a database that went away, or nothing where the error is another one. */
export function databaseAway(error: unknown, askedToCommit: boolean): Problem | undefined {
  const { code = "", message = "", syscall } = (error ?? {}) as { code?: string; message?: string; syscall?: string };
  const broken = away.has(code) && (code !== "ENOENT" || syscall === "connect");
  if (!broken && !/^(Connection terminated|Client has encountered a connection error)/.test(message)) return undefined;
  return new Problem({
    code: "database.away",
    what: askedToCommit
      ? "the database went away in the middle of saving, so whether it was saved is not known"
      : "the database is not there just now; nothing was saved",
    doThis: askedToCommit
      ? "look whether the change is there before you repeat it"
      : "see that its disk is not full, then try again",
    cause: error,
  });
}
