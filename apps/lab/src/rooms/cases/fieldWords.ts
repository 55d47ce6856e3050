import { type Field, type Standards, vocabularyOf } from "@counterweight/cases";

function fieldOf(standards: Standards, pointer: string): Field | undefined {
  const keys = pointer.slice(1).split("/");
  const path = keys.reduce((at, key) => (/^\d+$/.test(key) ? `${at}[]` : at === "" ? key : `${at}.${key}`), "");
  return standards.fields.find((field) => path === field.path || path.startsWith(`${field.path}.`));
}

/** The question a field answers. */
export function questionOf(standards: Standards, pointer: string): string {
  const [first, code = ""] = pointer.slice(1).split("/");
  return (first === "elements" ? standards.elementByCode.get(code) : fieldOf(standards, pointer))?.question ?? pointer;
}

/** What a value looks like to a person: the words of its code list, not the codes. */
export function shown(standards: Standards, pointer: string, value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return "–";
  const vocabulary = fieldOf(standards, pointer)?.vocabulary ?? "";
  return [value]
    .flat()
    .map((one) =>
      typeof one === "string"
        ? vocabulary === ""
          ? (standards.countries.nameOf.get(one) ?? one)
          : (vocabularyOf(standards, vocabulary).byCode.get(one)?.label ?? one)
        : typeof one === "boolean"
          ? one
            ? "yes"
            : "no"
          : JSON.stringify(one),
    )
    .join(", ");
}

/** A field in few words, with its number where there are several: `Names 2: as written`. */
export function labelOf(standards: Standards, pointer: string): string {
  const keys = pointer.slice(1).split("/");
  const number = keys.find((key) => /^\d+$/.test(key));
  const element = keys[0] === "elements" ? standards.elementByCode.get(keys[1] ?? "") : undefined;
  const label = element?.question ?? fieldOf(standards, pointer)?.label ?? pointer.slice(1).replaceAll("/", " ");
  const last = keys.at(-1) ?? "";
  const named = element !== undefined || last === "from" || last === "to" || keys[0] === "extensions";
  const part = named ? ` (${last.replaceAll("~1", "/").replaceAll("~0", "~")})` : "";
  return `${label}${part}${number === undefined || number === "0" ? "" : ` ${Number(number) + 1}`}`;
}
