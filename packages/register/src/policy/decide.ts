import { type Action, type Resource, type Role, type Scope, scopeOf } from "./policy.ts";

/** Who acts. */
export type Actor = {
  readonly account: string;
  readonly role: Role;
  readonly agency: string;
  readonly team: string | undefined;
};

/** Whose a record is. */
export type Ownership = {
  readonly agency: string;
  readonly team: string | undefined;
  readonly owner: string | undefined;
};

const within: Readonly<Record<Scope, (actor: Actor, record: Ownership) => boolean>> = {
  own: (actor, record) => record.agency === actor.agency && record.owner === actor.account,
  team: (actor, record) =>
    record.agency === actor.agency &&
    (record.owner === actor.account || (actor.team !== undefined && record.team === actor.team)),
  agency: (actor, record) => record.agency === actor.agency,
  all: () => true,
};

/** Whether the actor may do it to a record, or at all where no record is named. Deny by default. */
export function allows(actor: Actor, resource: Resource, action: Action, record?: Ownership): boolean {
  const scope = scopeOf(actor.role, resource, action);
  return scope !== undefined && (record === undefined || within[scope](actor, record));
}
