import { parseSync } from "vite";

export type Shape = { readonly shape: string; readonly words: number };

type Node = {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
  readonly [key: string]: unknown;
};

/** Every string a source file can make, `{}` in place of each hole, and how many words stand in it. */
export function shapesIn(file: string, code: string): Shape[] {
  const found: Shape[] = [];
  const add = (shape: string) =>
    found.push({ shape, words: shape.split(/\s+/).filter((word) => /^[\p{L}(“"]?\p{L}{2,}/u.test(word)).length });
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== "object" || node === null) return;
    const { type, value, quasis, ...rest } = node as Node;
    if (type === "ImportDeclaration") return;
    if (type === "Literal" && typeof value === "string") add(value);
    if (type === "TemplateLiteral" && quasis) add(quasis.map(({ value: { cooked } }) => cooked).join("{}"));
    if (type !== "Literal") walk(value);
    Object.values(rest).forEach(walk);
  };
  walk(parseSync(file, code).program);
  return found;
}
