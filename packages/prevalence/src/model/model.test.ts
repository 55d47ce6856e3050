import { Problem } from "@counterweight/kernel";
import { expect, test } from "vitest";
import { enumerateModels } from "./enumerate.ts";
import { modelText, parseModel } from "./notation.ts";

test("there are 1, 8, 113 and 6,893 hierarchical models of two to five lists, and 32,768 pair models of six", () => {
  expect([2, 3, 4, 5].map((lists) => enumerateModels(lists).length)).toEqual([1, 8, 113, 6893]);
  expect(enumerateModels(6, 2)).toHaveLength(32_768);
  expect(new Set(enumerateModels(5).map((model) => model.join())).size).toBe(6893);
});

test("notation is read back as written, for every model of four lists", () => {
  const lists = ["A", "B", "C", "D"];
  for (const model of enumerateModels(4)) expect(parseModel(modelText(model, 4), lists)).toEqual(model);
});

test("digits, colons and names say the same; lists left out keep their main effect", () => {
  const lists = ["LA", "NG", "PF", "GO"];
  expect(modelText(parseModel("[12,13]", lists), 4)).toBe("[12,13,4]");
  expect(parseModel("1:2, 1:3", lists)).toEqual(parseModel("[LA:NG,PF:LA]", lists));
  expect(modelText(parseModel("[]", lists), 4)).toBe("[1,2,3,4]");
});

test.each([
  ["[19]", /"9" is no list/],
  ["[11]", /names a list twice/],
  ["[1234]", /interaction of all lists together/],
  ["[LA:XX]", /"XX" is no list/],
  ["[12,13", /the model "\[12,13" cannot be read: the bracket is not closed; expected/],
  ["12,13]", /a bracket is closed that was never opened/],
  ["[12],[13]", /"12\]" is no list/],
])("%s is refused in a sentence", (text, message) => {
  expect(() => parseModel(text, ["LA", "NG", "PF", "GO"])).toThrow(Problem);
  expect(() => parseModel(text, ["LA", "NG", "PF", "GO"])).toThrow(message);
});

test("with ten lists digits alone are ambiguous and refused with the way out", () => {
  const lists = Array.from({ length: 10 }, (_, list) => `L${list + 1}`);
  expect(() => parseModel("[12,3]", lists)).toThrow(/a colon stands between them/);
  expect(modelText(parseModel("[1:10]", lists), 10)).toBe("[1:10,2,3,4,5,6,7,8,9]");
});
