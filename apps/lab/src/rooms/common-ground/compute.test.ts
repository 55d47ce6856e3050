import { readFileSync } from "node:fs";
import { interventionsFile, parseInterventions, parsePositions, positionsFile } from "@counterweight/policy";
import { expect, test } from "vitest";
import { ownPositions, rewritten, withOwn } from "./compute.ts";

const file = (path: string) => readFileSync(new URL(`../../../../../data/${path}`, import.meta.url), "utf8");
const catalogue = parseInterventions(file(interventionsFile));
const text = file(positionsFile);
const shipped = parsePositions(
  text,
  catalogue.map(({ id }) => id),
);
const [first] = (JSON.parse(text) as { positions: { id: string; name: string }[] }).positions;

test("a position written anew takes the place of the shipped one; a new one comes after; taking out leaves none", () => {
  const edited = rewritten("", "abolitionist-demand-led", JSON.stringify({ ...first, name: "Edited" }));
  const both = rewritten(edited, "mine", JSON.stringify({ ...first, id: "mine", name: "Mine" }));
  const names = withOwn(shipped, ownPositions(both, catalogue)).map(({ name }) => name);
  expect(names).toEqual(["Edited", ...shipped.slice(1).map(({ name }) => name), "Mine"]);
  expect(rewritten(edited, "abolitionist-demand-led", "")).toBe("");
});

test("what cannot be read is said in one sentence with its place", () => {
  expect(() => ownPositions("[{]", catalogue)).toThrow("this text: this is not JSON.");
  expect(() => ownPositions(JSON.stringify([{ ...first, name: "" }]), catalogue)).toThrow(
    "this text.positions[0].name: a text is expected here.",
  );
});
