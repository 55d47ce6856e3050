import { Problem } from "@counterweight/kernel";

export const descriptorFile = "datapackage.json";

/** A field of a table schema (Frictionless Table Schema), with two properties of our own. */
export type Field = {
  readonly name: string;
  readonly type: "string" | "number" | "integer" | "year" | "boolean";
  readonly description?: string;
  readonly constraints?: {
    readonly required?: boolean;
    readonly unique?: boolean;
    readonly enum?: readonly (string | number)[];
    readonly pattern?: string;
    readonly minimum?: number;
    readonly maximum?: number;
  };
  /** Ours: the cell holds ids of another resource's primary key... */
  readonly refersTo?: string;
  /** ...parted by this; without it the cell is one id. */
  readonly separator?: string;
};

export type Resource = {
  readonly name: string;
  readonly path: string;
  readonly title?: string;
  readonly description?: string;
  /** Absent for resources that are no table (JSON, Markdown). */
  readonly schema?: {
    readonly fields: readonly Field[];
    readonly primaryKey?: string | readonly string[];
  };
};

/** The part of a Frictionless Data Package that we read. */
export type Descriptor = {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly licenses: readonly { readonly name: string; readonly path?: string; readonly title?: string }[];
  readonly resources: readonly Resource[];
};

export function readDescriptor(text: string): Descriptor {
  let parsed: Partial<Descriptor>;
  try {
    parsed = JSON.parse(text) as Partial<Descriptor>;
  } catch (cause) {
    throw new Problem({ code: "package.json", where: descriptorFile, what: "the descriptor is not JSON", cause });
  }
  if (!Array.isArray(parsed.resources) || parsed.resources.length === 0)
    throw new Problem({ code: "package.resources", where: descriptorFile, what: "the descriptor lists no resources" });
  for (const resource of parsed.resources)
    if (typeof resource.name !== "string" || typeof resource.path !== "string" || /^\/|\.\./.test(resource.path))
      throw new Problem({
        code: "package.resource",
        where: descriptorFile,
        what: `the resource ${JSON.stringify(resource.name ?? resource.path)} lacks a name or a path inside the folder`,
      });
  return parsed as Descriptor;
}
