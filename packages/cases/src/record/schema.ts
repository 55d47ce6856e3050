import type { Field } from "../standards/fields.ts";
import { type Standards, vocabularyOf } from "../standards/standards.ts";
import { type Shape, shapeOf } from "./shape.ts";
import { recordSchema } from "./types.ts";

type JsonSchema = { readonly [keyword: string]: unknown };

const date: JsonSchema = { type: "string", pattern: "^\\d{4}(-\\d{2}(-\\d{2})?)?$" };
const country: JsonSchema = { type: "string", pattern: "^[A-Z]{2}$" };
const codeOf = (standards: Standards, name: string): JsonSchema => ({
  type: "string",
  enum: [...vocabularyOf(standards, name).byCode.keys()],
});

function fieldSchema(standards: Standards, field: Field): JsonSchema {
  const text = { type: "string", minLength: 1 };
  const list = (items: JsonSchema): JsonSchema => ({ type: "array", items, uniqueItems: true });
  switch (field.type) {
    case "text":
      return { ...text, maxLength: 500 };
    case "long text":
      return { ...text, maxLength: 20_000 };
    case "texts":
      return list(text);
    case "date":
      return date;
    case "number":
      return { type: "number", minimum: -180, maximum: 180 };
    case "whole":
      return { type: "integer", minimum: 0, maximum: 99 };
    case "flag":
      return { type: "boolean" };
    case "code":
      return codeOf(standards, field.vocabulary);
    case "codes":
      return list(codeOf(standards, field.vocabulary));
    case "country":
      return country;
    case "countries":
      return list(country);
    case "age range": {
      const age = { type: "integer", minimum: 0, maximum: 130 };
      return {
        type: "object",
        properties: { from: age, to: age, certainty: codeOf(standards, "certainty") },
        additionalProperties: false,
      };
    }
    case "elements":
      return {
        type: "object",
        propertyNames: { enum: [...standards.elementByCode.keys()] },
        additionalProperties: {
          type: "object",
          required: ["answer"],
          properties: {
            answer: codeOf(standards, "answer"),
            by: text,
            on: date,
            basis: codeOf(standards, "basis"),
            detail: text,
            recorded: { type: "string" },
          },
          additionalProperties: false,
        },
      };
    case "extensions":
      return { type: "object", additionalProperties: { type: "string" } };
  }
}

function shapeSchema(standards: Standards, shape: Shape): JsonSchema {
  if (shape.kind === "field")
    return { title: shape.field.label, description: shape.field.question, ...fieldSchema(standards, shape.field) };
  const required = [...shape.children]
    .filter(([, child]) => child.kind === "field" && child.field.required)
    .map(([name]) => name);
  const object = {
    type: "object",
    properties: Object.fromEntries([...shape.children].map(([name, child]) => [name, shapeSchema(standards, child)])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
  return shape.repeated ? { type: "array", items: object } : object;
}

/** JSON Schema (2020-12) of a case record, made from the list of fields; `validateRecord` checks more than it can say. */
export function recordJsonSchema(standards: Standards): JsonSchema {
  const body = shapeSchema(standards, shapeOf(standards.fields)) as {
    properties: Record<string, JsonSchema>;
    required: string[];
  };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Case record",
    ...body,
    properties: { schema: { const: recordSchema }, ...body.properties },
    required: ["schema", ...body.required, "person", "case", "elements", "exploitation"],
  };
}
