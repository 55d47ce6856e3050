import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { expect, test } from "vitest";
import { adviceOn } from "./advice.ts";

const { figures } = openEvidence(readerOf());

test("a weak claim is never passed on as a fact, a recalled figure never without looking it up", () => {
  const claims = [...figures.values()].filter(({ id }) => id.startsWith("CLAIM-"));
  expect(claims.length).toBeGreaterThan(30);
  expect(new Set(claims.map(adviceOn))).toEqual(new Set(["do-not-repeat"]));
  const recalled = [...figures.values()].filter(
    ({ id, checked }) => !id.startsWith("CLAIM-") && checked === "from memory - unverified",
  );
  for (const figure of recalled) expect(adviceOn(figure)).toBe("recalled");
});

test("a strong figure that was seen may be quoted, a contested one with care", () => {
  const sample = [...figures.values()].find(({ id }) => id === "PREV-002");
  if (sample === undefined) throw new Error("PREV-002 is gone");
  expect(adviceOn({ ...sample, quality: "strong", checked: "seen in stored page" })).toBe("good");
  expect(adviceOn({ ...sample, quality: "contested", checked: "seen in stored page" })).toBe("with-care");
  expect(adviceOn({ ...sample, quality: "strong", checked: "seen in founding text" })).toBe("with-care");
});
