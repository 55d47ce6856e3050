import type { CaseRecord } from "../record/types.ts";

/** One value of a record: `events[].country`, the indices of its groups, and the value. */
export type Leaf = { readonly path: string; readonly indices: readonly number[]; readonly value: unknown };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every value a record holds, one by one; element statements, age ranges and lists of codes stay whole. */
export function leavesOf(record: CaseRecord): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (value: unknown, path: string, indices: readonly number[]): void => {
    if (value === undefined) return;
    if (path.startsWith("person.ageAt") || path.startsWith("elements.") || path.startsWith("extensions."))
      leaves.push({ path, indices, value });
    else if (Array.isArray(value) && value.some(isObject))
      for (const [index, item] of value.entries()) walk(item, `${path}[]`, [...indices, index]);
    else if (Array.isArray(value)) {
      if (value.length > 0) leaves.push({ path, indices, value });
    } else if (isObject(value))
      for (const [name, item] of Object.entries(value)) walk(item, path === "" ? name : `${path}.${name}`, indices);
    else leaves.push({ path, indices, value });
  };
  const { schema: _, ...rest } = record;
  walk(rest, "", []);
  return leaves;
}

type Step = { readonly name: string; readonly index: number | undefined };

const compiled = new Map<string, readonly Step[]>();

function stepsOf(path: string): readonly Step[] {
  const known = compiled.get(path);
  if (known !== undefined) return known;
  const steps = path.split(".").map((step): Step => {
    const bracket = step.indexOf("[");
    return bracket < 0
      ? { name: step, index: undefined }
      : { name: step.slice(0, bracket), index: Number(step.slice(bracket + 1, -1)) };
  });
  if (compiled.size < 10_000) compiled.set(path, steps);
  return steps;
}

/** Puts a value at a path like `events[0].country` into a record being built; groups are made on the way. */
export function setPath(target: Record<string, unknown>, path: string, value: unknown): void {
  const steps = stepsOf(path);
  let place = target;
  for (let depth = 0; depth < steps.length - 1; depth++) {
    const { name, index } = steps[depth] as Step;
    if (index === undefined) {
      place[name] ??= {};
      place = place[name] as Record<string, unknown>;
    } else {
      place[name] ??= [];
      const list = place[name] as Record<string, unknown>[];
      while (list.length <= index) list.push({});
      place = list[index] as Record<string, unknown>;
    }
  }
  place[(steps.at(-1) as Step).name] = value;
}
