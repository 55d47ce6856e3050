import { nearest, Problem } from "@counterweight/kernel";

/** How a connection may be encrypted, as PostgreSQL's own programs name it; `no-verify` is the driver's. */
const modes = ["disable", "prefer", "require", "verify-ca", "verify-full", "no-verify"];

/** @throws {Problem} where the text is no PostgreSQL URL, or names no way of encryption there is. */
export function parseUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === "postgres:" || parsed?.protocol === "postgresql:") {
    const mode = parsed.searchParams.get("sslmode");
    if (mode === null || modes.includes(mode)) return parsed;
    throw new Problem({
      code: "database.url",
      where: placeOfUrl(parsed),
      what: `there is no sslmode "${mode}"`,
      expected: nearest(mode, modes)[0] ?? modes.join(", "),
    });
  }
  throw new Problem({
    code: "database.url",
    what: "the database URL cannot be read",
    expected: "postgresql://USER:PASSWORD@HOST:PORT/DATABASE",
  });
}

/**
 * The URL for the driver. It holds every mode that encrypts to be `verify-full` and says so in a long warning; said here instead, so
 * that a sentence of ours is not lost in it. With `uselibpqcompat=true` the modes stay what PostgreSQL means by them.
 */
export function connectionOf(url: string): string {
  if (/[?&]uselibpqcompat=/.test(url)) return url;
  return url.replace(/([?&]sslmode=)(prefer|require|verify-ca)(?=&|$)/, "$1verify-full");
}

/** Where a URL leads, in words and without the password. */
export function placeOfUrl(url: URL): string {
  return `PostgreSQL at ${url.host}${url.pathname}`;
}

/** What a server that answers refuses, by its SQLSTATE, and what helps. */
const refusals: Readonly<Record<string, { readonly what: string; readonly doThis: string }>> = {
  "28P01": { what: "the database refuses the user or the password", doThis: "check both" },
  "28000": {
    what: "the database refuses this user from here",
    doThis: "check the user, and pg_hba.conf on the server",
  },
  "3D000": { what: "there is no such database on the server", doThis: "check the name, or create it" },
  "53300": { what: "the server has no connection left", doThis: "raise its max_connections, or use a pooler" },
};

export function unreachable(place: string, error: unknown): Problem {
  const { code = "", message = "" } = error as { readonly code?: string; readonly message?: string };
  const said = refusals[code] ?? {
    what: "the database does not answer",
    doThis: "check the address, the password and that the server runs",
  };
  return new Problem({
    code: "database.unreachable",
    where: place,
    what: `${said.what} (${message || code || String(error)})`,
    doThis: said.doThis,
    cause: error,
  });
}
