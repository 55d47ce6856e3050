/** How far a permission reaches: one's own cases, one's team's, one's agency's, or everybody's in this register. */
export type Scope = "own" | "team" | "agency" | "all";

/** What a field holds. Codes carry no name; identity is who and how to reach; narrative is free text and documents. */
export type FieldLevel = "code" | "identity" | "narrative";

export const roles = [
  "administrator",
  "caseworker",
  "supervisor",
  "protection-officer",
  "analyst",
  "coordinator",
  "auditor",
] as const;
export type Role = (typeof roles)[number];

/** What each role is for, in a sentence; the guide prints it. */
export const rolePurpose: Readonly<Record<Role, string>> = {
  administrator: "opens and closes accounts of the agency, says from where and when they may be used; sees no case",
  caseworker: "records and accompanies people; sees the team's cases, changes their own",
  supervisor: "answers for the agency's cases: corrects, refers, hands over, imports, exports",
  "protection-officer": "acts for the person: consent, withdrawal, erasure, retention",
  analyst: "makes tables of the agency; sees no case and no name",
  coordinator: "sees coded fields and tables of every agency, never a name",
  auditor: "reads and verifies the record of who did what; sees no case",
};

export const resources = {
  case: ["create", "read", "update"],
  identity: ["read", "update"],
  narrative: ["read", "update"],
  history: ["read"],
  consent: ["create", "read", "withdraw"],
  referral: ["create", "read", "decide"],
  custody: ["create", "read", "decide", "withdraw", "assign"],
  "legal-basis": ["create"],
  person: ["erase"],
  table: ["read"],
  import: ["create"],
  export: ["create"],
  account: ["create", "read", "update"],
  passkey: ["create", "read", "update", "erase"],
  rules: ["read", "update"],
  audit: ["read"],
} as const;
export type Resource = keyof typeof resources;
export type Action = "create" | "read" | "update" | "withdraw" | "decide" | "assign" | "erase";
export type Permission = {
  readonly role: Role;
  readonly resource: Resource;
  readonly action: Action;
  readonly scope: Scope;
};

type Grants = Partial<Record<Resource, Partial<Record<Action, Scope>>>>;

/** Everybody keeps their own passkeys, and nobody another's. */
const ownPasskeys: Grants = { passkey: { create: "own", read: "own", update: "own", erase: "own" } };

/** The policy. What does not stand here is refused. Changes are reviewed like code and act at the next request. */
const grants: Readonly<Record<Role, Grants>> = {
  administrator: {
    ...ownPasskeys,
    account: { create: "agency", read: "agency", update: "agency" },
    rules: { read: "agency", update: "agency" },
  },
  caseworker: {
    ...ownPasskeys,
    case: { create: "own", read: "team", update: "own" },
    identity: { read: "own", update: "own" },
    narrative: { read: "team", update: "own" },
    history: { read: "own" },
    consent: { create: "own", read: "team", withdraw: "own" },
    referral: { create: "own", read: "team" },
    custody: { read: "team" },
    table: { read: "team" },
  },
  supervisor: {
    ...ownPasskeys,
    case: { create: "agency", read: "agency", update: "agency" },
    identity: { read: "agency", update: "agency" },
    narrative: { read: "agency", update: "agency" },
    history: { read: "agency" },
    consent: { create: "agency", read: "agency", withdraw: "agency" },
    referral: { create: "agency", read: "agency", decide: "agency" },
    custody: { create: "agency", read: "agency", decide: "agency", withdraw: "agency", assign: "agency" },
    table: { read: "agency" },
    import: { create: "agency" },
    export: { create: "agency" },
  },
  "protection-officer": {
    ...ownPasskeys,
    case: { read: "agency" },
    identity: { read: "agency" },
    history: { read: "agency" },
    consent: { read: "agency", withdraw: "agency" },
    referral: { read: "agency" },
    custody: { create: "agency", read: "agency", withdraw: "agency" },
    "legal-basis": { create: "agency" },
    person: { erase: "agency" },
  },
  analyst: { ...ownPasskeys, table: { read: "agency" } },
  coordinator: { ...ownPasskeys, case: { read: "all" }, table: { read: "all" } },
  auditor: { ...ownPasskeys, audit: { read: "all" } },
};

/** Every permission as one flat list: what the database's row-level security reads, and what the matrix is made from. */
export const permissions: readonly Permission[] = roles.flatMap((role) =>
  Object.entries(grants[role]).flatMap(([resource, actions]) =>
    Object.entries(actions).map(([action, scope]) => ({
      role,
      resource: resource as Resource,
      action: action as Action,
      scope,
    })),
  ),
);

/** How far a role's permission reaches, or undefined where it has none. */
export function scopeOf(role: Role, resource: Resource, action: Action): Scope | undefined {
  return grants[role][resource]?.[action];
}

/** Done only within minutes of a second factor: what leaves the register, what unmasks, what cannot be undone. */
export const needsFreshSignIn: ReadonlySet<string> = new Set([
  "identity.read",
  "export.create",
  "import.create",
  "person.erase",
  "custody.create",
  "custody.decide",
  "account.create",
  "account.update",
  "passkey.create",
  "passkey.erase",
  "rules.update",
]);
