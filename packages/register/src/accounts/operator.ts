import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { Problem } from "@counterweight/kernel";
import type { Caller } from "../access.ts";
import type { Register } from "../register.ts";
import { schema } from "../schema/migrate.ts";

/**
 * Who acts when somebody at the machine uses the command line: an account of its own that nobody can sign in with, so
 * that the trail names the user of the machine. It may what a supervisor of the agency may.
 */
export async function operatorOf({ pool }: Register, agencyName?: string): Promise<Caller> {
  const { rows } = await pool.query<{ id: string; name: string }>(
    `select id, name from ${schema}.agency order by created_at`,
  );
  const named = agencyName === undefined ? rows : rows.filter(({ name }) => name === agencyName);
  const agency = named[0];
  if (agency === undefined || named.length > 1)
    throw new Problem({
      code: "agency",
      what:
        rows.length === 0
          ? "the register has no agency yet"
          : agencyName === undefined
            ? "the register has several agencies"
            : `there is no agency "${agencyName}"`,
      ...(rows.length === 0
        ? { doThis: 'start it once with "counterweight serve"' }
        : { expected: `--agency with one of ${rows.map(({ name }) => `"${name}"`).join(", ")}` }),
    });
  const email = `command-line.${agency.id}@localhost`;
  await pool.query(
    `insert into ${schema}.account (id, agency_id, email, name, role) values ($1, $2, $3, $4, 'supervisor') on conflict (email) do nothing`,
    [randomUUID(), agency.id, email, `Command line (${userInfo().username})`],
  );
  const account = await pool.query<{ id: string }>(`select id from ${schema}.account where email = $1`, [email]);
  const id = account.rows[0]?.id ?? "";
  return {
    actor: { account: id, role: "supervisor", agency: agency.id, team: undefined },
    origin: { address: `command line, ${userInfo().username}` },
    fresh: true,
  };
}
