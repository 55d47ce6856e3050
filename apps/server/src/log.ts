import { type DestinationStream, type Logger, pino } from "pino";

/** Structured log without personal data: requests by number and outcome. What might hold a secret is cut as a second net. */
export function createLog(destination?: DestinationStream): Logger {
  const secret = [
    "password",
    "code",
    "token",
    "cookie",
    "authorization",
    "email",
    "name",
    "names",
    "record",
    "body",
    "changes",
    "text",
  ];
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[left out]" },
    },
    destination ?? pino.destination(2),
  );
}
