import type { CaseRecord } from "@counterweight/cases";
import { describe, expect, test } from "vitest";
import { changesBetween, keysOf, newRecord, valueAt, withChanges, withValue } from "./record.ts";

describe("a record in the form", () => {
  const base = newRecord(2026);

  test("changes become pointers, removed fields null, and applied give the same record", () => {
    let now = withValue(base, ["person", "names", 0, "text"], "Amara");
    now = withValue(now, ["person", "citizenships"], ["NG", "GH"]);
    now = withValue(now, ["elements", "means.deception"], { answer: "true", by: "the person" });
    now = withValue(now, ["case", "status"], "");
    const changes = changesBetween(base, now);
    expect(changes).toEqual({
      "/person/names/0/text": "Amara",
      "/person/citizenships": ["NG", "GH"],
      "/elements/means.deception/answer": "true",
      "/elements/means.deception/by": "the person",
      "/case/status": null,
    });
    expect(withChanges(base, changes)).toEqual(now);
    expect(base.person).toEqual({});
  });

  test("consents are never changed as fields", () => {
    const after: CaseRecord = { ...base, consents: [{ given: true }] };
    expect(changesBetween(base, after)).toEqual({});
  });

  test("a path has its place in a list", () => {
    expect(keysOf("events[].city", 2)).toEqual(["events", 2, "city"]);
    expect(valueAt({ events: [{}, {}, { city: "Rome" }] }, keysOf("events[].city", 2))).toBe("Rome");
    expect(valueAt({}, ["events", 2, "city"])).toBeUndefined();
  });
});
