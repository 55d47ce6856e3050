import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CaseRecord } from "@counterweight/cases";
import type { Caller } from "../access.ts";
import { createAgency } from "../accounts/accounts.ts";
import { type Role, roles } from "../policy/policy.ts";
import { openRegister, type Register, type RegisterOptions } from "../register.ts";
import { schema } from "../schema/migrate.ts";

export { flags, type Lies, SoftwareAuthenticator } from "./authenticator.ts";

export const shelter = "Harbour shelter";
export const clinic = "Hill clinic";

/** A register in a folder of its own: two agencies, two teams in the first, and somebody in every role everywhere. */
export type Fixture = {
  readonly folder: string;
  register: Register;
  readonly agencies: { readonly home: string; readonly other: string };
  /** `home` team one, `mate` the same team, `far` the same agency's other team, `other` the other agency. */
  readonly people: Record<"home" | "mate" | "far" | "other", Record<Role, Caller>>;
  /** Closes and opens again, as a restart. */
  readonly reopen: (options?: RegisterOptions) => Promise<Register>;
  readonly end: () => Promise<void>;
};

async function addPeople(
  { pool }: Register,
  agency: string,
  team: string,
  label: string,
): Promise<Record<Role, Caller>> {
  const teamId = randomUUID();
  const { rows } = await pool.query<{ id: string }>(
    `insert into ${schema}.team (id, agency_id, name) values ($1, $2, $3)
     on conflict (agency_id, name) do update set name = excluded.name returning id`,
    [teamId, agency, team],
  );
  const callers = roles.map(async (role): Promise<[Role, Caller]> => {
    const account = randomUUID();
    await pool.query(
      `insert into ${schema}.account (id, agency_id, team_id, email, name, role) values ($1, $2, $3, $4, $5, $6)`,
      [account, agency, rows[0]?.id, `${role}.${label}@example.org`, `${role} ${label}`, role],
    );
    return [role, { actor: { account, role, agency, team: rows[0]?.id }, fresh: true }];
  });
  return Object.fromEntries(await Promise.all(callers)) as Record<Role, Caller>;
}

export async function openFixture(options: RegisterOptions = {}): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), "register-"));
  const register = await openRegister({ data: folder, ...options });
  const home = await createAgency(register, shelter);
  const other = await createAgency(register, clinic);
  const fixture: Fixture = {
    folder,
    register,
    agencies: { home, other },
    people: {
      home: await addPeople(register, home, "one", "home"),
      mate: await addPeople(register, home, "one", "mate"),
      far: await addPeople(register, home, "two", "far"),
      other: await addPeople(register, other, "one", "other"),
    },
    reopen: async (again = {}) => {
      await fixture.register.close();
      fixture.register = await openRegister({ data: folder, ...options, ...again });
      return fixture.register;
    },
    end: async () => {
      await fixture.register.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return fixture;
}

let counter = 0;

/** An invented person: one name, no birth date, two citizenships, no wish for the police. */
export function sampleRecord(change: Partial<CaseRecord> = {}): CaseRecord {
  return {
    schema: "counterweight/case/1",
    id: `sample-${++counter}`,
    person: {
      names: [{ text: "Amara" }],
      gender: "woman",
      citizenships: ["NG", "GH"],
      ageAtExploitation: { from: 19, to: 22 },
      mobilePhone: "+10005550100",
      wants: ["safety", "no_police"],
      wantsInOwnWords: "I want to sleep without fear.",
      contactRules: { safeChannels: [], neverContact: ["police"] },
    },
    case: { status: "active", registered: "2026-03", retention: "standard", origin: "outreach" },
    events: [{ type: "exploitation", country: "IT", city: "Castel Volturno", start: "2024" }],
    elements: {
      "act.recruitment": { answer: "true", by: "the person", basis: "person", detail: "an aunt's friend" },
      "means.deception": { answer: "true", by: "the person", on: "2026-03-01" },
      "means.abduction": { answer: "not asked" },
    },
    exploitation: { sectors: ["A"], country: "IT" },
    consents: [{ given: true, purpose: "record", scope: "everything", from: "2026-03-01" }],
    extensions: { "Shelter/Bed no.": "seven" },
    ...change,
  };
}
