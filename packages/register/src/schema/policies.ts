import type { Action, Resource } from "../policy/policy.ts";

type Need = readonly [Resource, Action];
type Command = "select" | "insert" | "update" | "delete";

/** Which permission each table's rows need, by command. Several: any of them. A command not named is refused. */
const needs: Readonly<Record<string, Partial<Record<Command, readonly Need[]>>>> = {
  case_record: {
    select: [
      ["case", "read"],
      ["person", "erase"],
    ],
    insert: [
      ["case", "create"],
      ["import", "create"],
    ],
    update: [
      ["case", "update"],
      ["person", "erase"],
    ],
  },
  case_identity: {
    select: [
      ["identity", "read"],
      ["export", "create"],
    ],
    insert: [
      ["identity", "update"],
      ["import", "create"],
    ],
    update: [["identity", "update"]],
    delete: [["person", "erase"]],
  },
  case_narrative: {
    select: [
      ["narrative", "read"],
      ["export", "create"],
      ["person", "erase"],
    ],
    insert: [
      ["narrative", "update"],
      ["import", "create"],
    ],
    update: [["narrative", "update"]],
    delete: [["person", "erase"]],
  },
  case_facet: {
    select: [
      ["table", "read"],
      ["case", "read"],
    ],
    insert: [
      ["case", "create"],
      ["import", "create"],
    ],
    update: [["case", "update"]],
    delete: [["person", "erase"]],
  },
  case_change: {
    select: [["history", "read"]],
    insert: [["case", "update"]],
    delete: [["person", "erase"]],
  },
  consent: {
    select: [
      ["consent", "read"],
      ["table", "read"],
    ],
    insert: [
      ["consent", "create"],
      ["import", "create"],
    ],
    update: [["consent", "withdraw"]],
  },
};

// Compared inside the sub-select, so that a row is tested against a true or false known before: less work a row, and the
// planner takes it for likely instead of rare, without which it reads and sorts every row to show the newest fifty.
function reaches([resource, action]: Need): string {
  const scope = (...scopes: string[]) =>
    `(select app_scope('${resource}', '${action}') in (${scopes.map((name) => `'${name}'`).join(", ")}))`;
  return `(${scope("all")} or (agency_id = (select app_agency()) and (${scope("agency")}
    or (${scope("own", "team")} and owner_id = (select app_account()))
    or (${scope("team")} and team_id = (select app_team())))))`;
}

/** The row-level security of the record tables, as SQL. */
export function recordPolicies(app: string): string {
  return Object.entries(needs)
    .flatMap(([table, commands]) => [
      `alter table ${table} enable row level security;`,
      ...Object.entries(commands).map(([command, permissions]) => {
        const condition = permissions.map(reaches).join("\n or ");
        const clause = command === "insert" ? `with check (${condition})` : `using (${condition})`;
        return `create policy ${table}_${command} on ${table} for ${command} to ${app} ${clause};`;
      }),
    ])
    .join("\n");
}
