import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { expect, test } from "vitest";
import { adviceOn } from "./advice.ts";
import { searchFigures } from "./search.ts";

const { figures } = openEvidence(readerOf());
const all = [...figures.values()];
const first = (typed: string) => searchFigures(all, typed)[0]?.id;

test("what a person would type finds the claim or the figure first", () => {
  expect(first("trafficking is a $32 billion industry")).toBe("CLAIM-001");
  expect(first("people in forced labour")).toBe("PREV-002");
  expect(first("prev-004")).toBe("PREV-004");
});

test("nothing typed shows everything, nonsense shows nothing", () => {
  expect(searchFigures(all, " ")).toHaveLength(all.length);
  expect(searchFigures(all, "zzqx")).toEqual([]);
});

test("a weak claim is never passed on as a fact", () => {
  const claims = all.filter(({ id }) => id.startsWith("CLAIM-"));
  expect(claims.length).toBeGreaterThan(30);
  expect(new Set(claims.map(adviceOn))).toEqual(new Set(["do-not-repeat"]));
});
