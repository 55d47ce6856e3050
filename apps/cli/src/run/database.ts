import type { Jobs } from "@counterweight/register/jobs";
import { openJobs } from "@counterweight/register/jobs";
import { usageProblem } from "../command.ts";
import { programVersion } from "../executor/program.ts";

/** Opens the database that an option or the environment names. */
export async function openNamed(command: string, url: string | undefined, connections?: number): Promise<Jobs> {
  const named = url ?? process.env["DATABASE_URL"];
  if (named === undefined || named === "")
    throw usageProblem(command, "no database is named", "--database-url URL, or DATABASE_URL in the environment");
  return openJobs({
    database: named,
    program: programVersion(),
    ...(connections === undefined ? {} : { connections }),
  });
}
