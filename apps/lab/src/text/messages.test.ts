import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { describe, expect, test } from "vitest";
import { locales } from "./locales.ts";

const source = join(import.meta.dirname, "..");
const files = readdirSync(source, { recursive: true, encoding: "utf8" });
const code = files
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => readFileSync(join(source, file), "utf8"))
  .join("\n");
const folders = [
  ...new Set(files.filter((file) => /messages\.[a-z]{2}\.json$/.test(file)).map((file) => join(file, ".."))),
];
const catalogue = (folder: string, locale: string) =>
  JSON.parse(readFileSync(join(source, folder, `messages.${locale}.json`), "utf8")) as Record<string, string>;
const english = Object.assign({}, ...folders.map((folder) => catalogue(folder, "en"))) as Record<string, string>;

/** Every `t("id")`, `t(`family.${name}`)` and `message="id"` in the code, as patterns: a hole stands for any word. */
const used = [
  ...code.matchAll(/\bt\(\s*(?:"([^"]+)"|`([^`]+)`)/g),
  ...code.matchAll(/\b(?:message|title|label)Id[=:]\s*"([^"]+)"/g),
].map((match) => match[1] ?? match[2] ?? "");
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const patterns = used.map(
  (id) =>
    new RegExp(
      `^${id
        .split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/)
        .map(escape)
        .join("[\\w.-]+")}$`,
    ),
);

/** The names of the holes and the shape of plurals, which a translation must keep. */
const holes = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)/g)]
    .map((match) => match[1] ?? "")
    .filter((name, at, all) => all.indexOf(name) === at)
    .sort();

describe.each(folders)("the words of %s", (folder) => {
  const words = catalogue(folder, "en");

  test.each(locales)("%s is complete, no key is left over, every message can be read", (locale) => {
    const translated = catalogue(folder, locale);
    expect(Object.keys(translated).sort()).toEqual(Object.keys(words).sort());
    for (const [id, text] of Object.entries(translated)) {
      expect(text.trim(), id).not.toBe("");
      expect(() => compileMessage(text), id).not.toThrow();
      expect(holes(text.replace(/\{(?![a-z]+[,}])[^{}]*\}/g, "")), id).toEqual(
        holes((words[id] ?? "").replace(/\{(?![a-z]+[,}])[^{}]*\}/g, "")),
      );
    }
  });

  test("no sentence was left in English", () => {
    for (const locale of ["es", "fr"]) {
      const translated = catalogue(folder, locale);
      const same = Object.keys(words).filter(
        (id) => words[id] === translated[id] && (words[id] ?? "").split(" ").length > 3,
      );
      expect(same, locale).toEqual([]);
    }
  });

  test("every key is used", () => {
    const unused = Object.keys(words).filter((id) => !patterns.some((pattern) => pattern.test(id)));
    expect(unused).toEqual([]);
  });
});

test("every key in the code has words", () => {
  const unknown = used.filter((id) => !id.includes("${") && !(id in english));
  expect(unknown).toEqual([]);
  const empty = used.filter(
    (id, at) => id.includes("${") && !Object.keys(english).some((key) => patterns[at]?.test(key)),
  );
  expect(empty).toEqual([]);
});
