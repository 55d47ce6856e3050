import type { Reader } from "@counterweight/evidence";
import { type FunnelFigure, readFunnel } from "./funnel.ts";
import { type Jurisdiction, readJurisdictions } from "./jurisdiction.ts";
import { type Provision, readProvisions } from "./provision.ts";

/** Everything the tables of law hold. */
export type LawTables = {
  readonly jurisdictions: readonly Jurisdiction[];
  readonly provisions: readonly Provision[];
  readonly funnel: readonly FunnelFigure[];
};

export function openLawTables(read: Reader): LawTables {
  return { jurisdictions: readJurisdictions(read), provisions: readProvisions(read), funnel: readFunnel(read) };
}

/** The funnel of a jurisdiction, and of the state it is part of where the state's own rows count people identified. */
export function funnelOf(tables: LawTables, { name }: Jurisdiction): FunnelFigure[] {
  const state = name.replace(/ \(.*\)$/, "");
  return tables.funnel.filter(({ jurisdiction }) => jurisdiction === name || jurisdiction === state);
}
