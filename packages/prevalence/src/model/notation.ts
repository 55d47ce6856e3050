import { Problem } from "@counterweight/kernel";
import { generators, type Model, modelOf } from "./model.ts";
import { members } from "./sets.ts";

/**
 * A model in bracket notation: its largest sets, lists counted from 1. Up to nine lists one digit each, `[12,13,4]`; from
 * ten on a colon between them, `[1:2,1:10,4]`, because `[112]` could be read in three ways.
 */
export function modelText(model: Model, lists: number): string {
  const separator = lists > 9 ? ":" : "";
  return `[${generators(model)
    .map((set) =>
      members(set)
        .map((list) => list + 1)
        .join(separator),
    )
    .join(",")}]`;
}

/** Reads `[12,13,4]`, `[1:2,1:3,4]` or, by name, `[LA:NG,LA:GO]`. Lists that are not named keep their main effect. */
export function parseModel(text: string, lists: readonly string[]): Model {
  const [, opened, body = "", closed] = /^(\[?)(.*?)(\]?)$/s.exec(text.trim()) ?? [];
  if (opened && !closed) throw wrong(text, lists, "the bracket is not closed");
  if (closed && !opened) throw wrong(text, lists, "a bracket is closed that was never opened");
  const sets =
    body.trim() === ""
      ? []
      : body
          .trim()
          .split(/[,;\s]+/)
          .map((part) => parseSet(part, text, lists));
  const all = (1 << lists.length) - 1;
  if (lists.length > 1 && sets.includes(all))
    throw wrong(text, lists, "the interaction of all lists together can never be estimated: it is the assumption");
  return modelOf(lists.length, sets);
}

function parseSet(part: string, text: string, lists: readonly string[]): number {
  const whole = lists.indexOf(part);
  if (whole >= 0 && !/^\d+$/.test(part)) return 1 << whole;
  const names = /^\d+$/.test(part) && lists.length <= 9 ? part.split("") : part.split(":");
  let set = 0;
  for (const name of names) {
    const number = /^\d+$/.test(name) ? Number(name) - 1 : lists.indexOf(name);
    if (number < 0 || number >= lists.length)
      throw wrong(
        text,
        lists,
        `"${name}" is no list`,
        lists.length > 9 && /^\d{2,}$/.test(name)
          ? "with ten lists or more a colon stands between them: [1:2,1:10]"
          : undefined,
      );
    if ((set >> number) & 1) throw wrong(text, lists, `"${part}" names a list twice`);
    set |= 1 << number;
  }
  return set;
}

function wrong(text: string, lists: readonly string[], what: string, doThis?: string): Problem {
  const example = lists.length > 9 ? "[1:2,1:10]" : "[12,3]";
  return new Problem({
    code: "count.model",
    what: `the model "${text}" cannot be read: ${what}`,
    expected: `sets of the lists 1 to ${lists.length} (${lists.join(", ")}), such as ${example}`,
    ...(doThis === undefined ? {} : { doThis }),
  });
}
