import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readStandards } from "@counterweight/cases";
import { expect, test } from "vitest";
import { labelOf, shown } from "./fieldWords.ts";

const data = join(import.meta.dirname, "..", "..", "..", "..", "..", "data");
const standards = readStandards((path) => readFileSync(join(data, path), "utf8"));

test.each([
  ["/person/names/1/text", "Amara", "Name 2: Amara"],
  ["/person/citizenships", ["NG", "GH"], "Citizenships: Nigeria, Ghana"],
  ["/person/ageAtExploitation/from", 19, "Age when it happened (from): 19"],
  [
    "/elements/means.deception/answer",
    "true",
    "Was the person told untrue things about the work, the pay, the place or the conditions? (answer): true",
  ],
  [
    "/elements/act.recruitment/by",
    "the person",
    "Was the person recruited: offered work, travel, marriage or help by someone? (by): the person",
  ],
  ["/extensions/Shelter~1Bed no.", "seven", "Fields of the source (Shelter/Bed no.): seven"],
  ["/person/contactRules/mayLeaveMessage", true, "May leave a message: yes"],
  ["/person/contactRules/safeChannels", [], "Safe ways to reach the person: –"],
])("%s is told in words", (pointer, value, words) => {
  expect(`${labelOf(standards, pointer)}: ${shown(standards, pointer, value)}`).toBe(words);
});
