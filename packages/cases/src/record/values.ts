import { nearest } from "@counterweight/kernel";
import type { Field } from "../standards/fields.ts";
import { type Standards, vocabularyOf } from "../standards/standards.ts";
import { isDate } from "./dates.ts";

const longest = { text: 500, "long text": 20_000 };
const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
};

const isText = (value: unknown, most: number): value is string =>
  // eslint-disable-next-line no-control-regex
  typeof value === "string" && value.length <= most && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value);

function checkCode(standards: Standards, vocabulary: string, value: unknown): string | undefined {
  const list = vocabularyOf(standards, vocabulary);
  if (typeof value === "string" && list.byCode.has(value)) return undefined;
  const close = typeof value === "string" ? nearest(value, [...list.byCode.keys()], 1)[0] : undefined;
  return `${shown(value)} is not a value of the list "${vocabulary}"${close === undefined ? "." : `; did you mean "${close}"?`}`;
}

function checkCountry(standards: Standards, value: unknown): string | undefined {
  if (typeof value === "string" && standards.countries.toAlpha3.has(value)) return undefined;
  return `${shown(value)} is not a country code of two letters (ISO 3166-1), for example "NG".`;
}

function checkList(value: unknown, check: (item: unknown) => string | undefined): string | undefined {
  if (!Array.isArray(value)) return "This must be a list.";
  for (const item of value) {
    const message = check(item);
    if (message !== undefined) return message;
  }
  return new Set(value).size === value.length ? undefined : "A value is listed twice.";
}

function checkAgeRange(standards: Standards, value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return 'An age is written {"from": 20, "to": 25}; either end may be left out.';
  const { from, to, certainty, ...rest } = value as Record<string, unknown>;
  if (Object.keys(rest).length > 0)
    return `An age range has "from", "to" and "certainty", not ${shown(Object.keys(rest)[0])}.`;
  const isAge = (age: unknown) =>
    age === undefined || (Number.isInteger(age) && Number(age) >= 0 && Number(age) <= 130);
  if (!isAge(from) || !isAge(to)) return "An age is a whole number from 0 to 130.";
  if (from !== undefined && to !== undefined && Number(from) > Number(to))
    return "The age range ends before it begins.";
  return certainty === undefined ? undefined : checkCode(standards, "certainty", certainty);
}

function checkStatement(standards: Standards, code: string, value: unknown): string | undefined {
  if (!standards.elementByCode.has(code)) {
    const close = nearest(code, [...standards.elementByCode.keys()], 1)[0];
    return `There is no element "${code}"${close === undefined ? "." : `; did you mean "${close}"?`}`;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return `What is known about ${code} is written {"answer": "true", "by": ..., "on": ..., "basis": ...}.`;
  const { answer, by, on, basis, detail, recorded, ...rest } = value as Record<string, unknown>;
  if (Object.keys(rest).length > 0) return `${code} has no part ${shown(Object.keys(rest)[0])}.`;
  const wrong = checkCode(standards, "answer", answer);
  if (wrong !== undefined)
    return `${code}: the answer is "true", "false", "unknown" or "not asked", not ${shown(answer)}.`;
  if (by !== undefined && !isText(by, longest.text)) return `${code}: who says so must be a text.`;
  if (on !== undefined && !(typeof on === "string" && isDate(on))) return `${code}: ${shown(on)} is not a date.`;
  if (detail !== undefined && !isText(detail, longest["long text"])) return `${code}: the detail must be a text.`;
  if (recorded !== undefined && !isText(recorded, longest.text)) return `${code}: the recorded value must be a text.`;
  return basis === undefined ? undefined : checkCode(standards, "basis", basis);
}

/** One sentence on what is wrong with a field's value, or nothing. */
export function checkValue(standards: Standards, field: Field, value: unknown): string | undefined {
  switch (field.type) {
    case "text":
    case "long text":
      if (!isText(value, longest[field.type]))
        return `This must be a text of at most ${longest[field.type]} characters.`;
      return value.trim() === "" ? "An empty text is left out instead." : undefined;
    case "texts":
      return checkList(value, (item) =>
        isText(item, longest["long text"]) && item.trim() !== ""
          ? undefined
          : "Each entry must be a text that is not empty.",
      );
    case "date":
      return typeof value === "string" && isDate(value)
        ? undefined
        : `${shown(value)} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD.`;
    case "number": {
      const limit = field.path.endsWith("latitude") ? 90 : 180;
      return typeof value === "number" && Math.abs(value) <= limit
        ? undefined
        : `${shown(value)} is not a number from -${limit} to ${limit}.`;
    }
    case "whole":
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 99
        ? undefined
        : `${shown(value)} is not a whole number from 0 to 99.`;
    case "flag":
      return typeof value === "boolean" ? undefined : "This is true or false, or left out when it is not known.";
    case "code":
      return checkCode(standards, field.vocabulary, value);
    case "codes":
      return checkList(value, (item) => checkCode(standards, field.vocabulary, item));
    case "country":
      return checkCountry(standards, value);
    case "countries":
      return checkList(value, (item) => checkCountry(standards, item));
    case "age range":
      return checkAgeRange(standards, value);
    case "elements":
    case "extensions": {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        return "This must be an object with named fields.";
      for (const [name, content] of Object.entries(value)) {
        const message =
          field.type === "elements"
            ? checkStatement(standards, name, content)
            : isText(content, longest["long text"]) && name !== ""
              ? undefined
              : `The source's field ${shown(name)} must be a text.`;
        if (message !== undefined) return message;
      }
      return undefined;
    }
  }
}
