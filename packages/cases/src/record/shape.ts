import type { Field } from "../standards/fields.ts";

/** The record as a tree, made from the list of fields: one place where forms, validation and schema take it from. */
export type Shape =
  | { readonly kind: "field"; readonly field: Field }
  | { readonly kind: "group"; readonly repeated: boolean; readonly children: ReadonlyMap<string, Shape> };

type Group = { kind: "group"; repeated: boolean; children: Map<string, Shape> };

/** Top level of the record; `schema` is added by validation and schema themselves. */
export function shapeOf(fields: readonly Field[]): Shape & { kind: "group" } {
  const root: Group = { kind: "group", repeated: false, children: new Map() };
  for (const field of fields) {
    const steps = field.path.split(".");
    let group = root;
    for (const step of steps.slice(0, -1)) {
      const name = step.replace("[]", "");
      let next = group.children.get(name) as Group | undefined;
      if (next === undefined) {
        next = { kind: "group", repeated: step.endsWith("[]"), children: new Map() };
        group.children.set(name, next);
      }
      group = next;
    }
    group.children.set(steps.at(-1) ?? "", { kind: "field", field });
  }
  return root;
}
