import type { TaskLoader } from "@counterweight/kernel";

/** Everything a worker of the page can be told to run, by module; a page cannot import by a name it gets at run time. */
const modules: Readonly<Record<string, () => Promise<unknown>>> = {
  "@counterweight/policy/chunk": () => import("@counterweight/policy/chunk"),
};

/** Loads a task by its name. @throws Error where the page knows no such task */
export const loadTask: TaskLoader = async ({ module, name }) => {
  const loaded = (await modules[module]?.()) as Record<string, unknown> | undefined;
  const task = loaded?.[name];
  if (typeof task !== "function") throw new Error(`${module} has no task called ${name} in the page`);
  return task as Awaited<ReturnType<TaskLoader>>;
};
