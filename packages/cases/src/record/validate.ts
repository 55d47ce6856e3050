import { nearest, Problem } from "@counterweight/kernel";
import type { Field } from "../standards/fields.ts";
import type { Standards } from "../standards/standards.ts";
import { rulesOfRecord } from "./rules.ts";
import { type Shape, shapeOf } from "./shape.ts";
import { type CaseRecord, recordSchema } from "./types.ts";
import { checkValue } from "./values.ts";

/** One thing to mend: the field as a path (`person.names[0].text`) and one plain sentence. */
export type FieldProblem = { readonly field: string; readonly message: string };

const shapes = new WeakMap<readonly Field[], ReturnType<typeof shapeOf>>();

function shapeFor(standards: Standards): ReturnType<typeof shapeOf> {
  const known = shapes.get(standards.fields);
  if (known !== undefined) return known;
  const shape = shapeOf(standards.fields);
  shapes.set(standards.fields, shape);
  return shape;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function checkGroup(
  standards: Standards,
  shape: Shape & { kind: "group" },
  value: Record<string, unknown>,
  path: string,
  problems: FieldProblem[],
): void {
  for (const [name, content] of Object.entries(value)) {
    if (content === undefined) continue;
    const child = shape.children.get(name);
    const where = path === "" ? name : `${path}.${name}`;
    if (child === undefined) {
      const close = nearest(name, [...shape.children.keys()], 1)[0];
      problems.push({
        field: where,
        message: `There is no field "${name}" here${close === undefined ? "" : `; did you mean "${close}"?`}`,
      });
    } else if (child.kind === "field") {
      const message = checkValue(standards, child.field, content);
      if (message !== undefined) problems.push({ field: where, message });
    } else if (child.repeated) {
      if (!Array.isArray(content)) problems.push({ field: where, message: "This must be a list." });
      else
        for (const [index, item] of content.entries()) {
          if (isObject(item)) checkGroup(standards, child, item, `${where}[${index}]`, problems);
          else problems.push({ field: `${where}[${index}]`, message: "This must be an object with named fields." });
        }
    } else if (isObject(content)) checkGroup(standards, child, content, where, problems);
    else problems.push({ field: where, message: "This must be an object with named fields." });
  }
  for (const [name, child] of shape.children) {
    if (child.kind === "field" && child.field.required && value[name] === undefined)
      problems.push({ field: path === "" ? name : `${path}.${name}`, message: `${child.field.label} is missing.` });
  }
}

/** Everything to mend in a record, in the order of the record; empty for a record that may be kept. Never throws. */
export function validateRecord(standards: Standards, value: unknown): FieldProblem[] {
  if (!isObject(value)) return [{ field: "", message: "A record must be an object with named fields." }];
  const { schema, ...rest } = value;
  const problems: FieldProblem[] = [];
  if (schema !== recordSchema)
    problems.push({
      field: "schema",
      message: `The schema must be "${recordSchema}", the version this program reads.`,
    });
  checkGroup(standards, shapeFor(standards), rest, "", problems);
  for (const name of ["person", "case", "elements", "exploitation"])
    if (value[name] === undefined)
      problems.push({ field: name, message: `The part "${name}" is missing; {} is enough.` });
  return problems.length > 0 ? problems : rulesOfRecord(value as CaseRecord);
}

/** The record with its type, or a problem that names the first field to mend. */
export function checkRecord(standards: Standards, value: unknown, where = "record"): CaseRecord {
  const [first, ...more] = validateRecord(standards, value);
  if (first === undefined) return value as CaseRecord;
  throw new Problem({
    code: "cases.record",
    where: first.field === "" ? where : `${where}, ${first.field}`,
    what: first.message.replace(/\.$/, ""),
    ...(more.length === 0 ? {} : { doThis: `and ${more.length} more to mend` }),
  });
}
