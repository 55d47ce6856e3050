import { Problem } from "@counterweight/kernel";

/** @throws {Problem} where the text is no PostgreSQL URL. */
export function parseUrl(url: string): URL {
  try {
    const parsed = new URL(url);
    if (parsed.protocol === "postgres:" || parsed.protocol === "postgresql:") return parsed;
  } catch {
    // Falls through to the sentence below.
  }
  throw new Problem({
    code: "database.url",
    what: "the database URL cannot be read",
    expected: "postgresql://USER:PASSWORD@HOST:PORT/DATABASE",
  });
}

/** Where a URL leads, in words and without the password. */
export function placeOfUrl(url: URL): string {
  return `PostgreSQL at ${url.host}${url.pathname}`;
}

export function unreachable(place: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
  return new Problem({
    code: "database.unreachable",
    where: place,
    what: `the database does not answer (${reason})`,
    doThis: "check the address, the password and that the server runs",
    cause: error,
  });
}
