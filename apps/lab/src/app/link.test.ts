import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choice, number, readAddress, readState, some, text, wholeNumber, writeAddress, writeState } from "./link.ts";

const schema = {
  region: choice(["world", "africa"], "world"),
  det: number(-0.9, 5, 0),
  seed: wholeNumber(0, 1e6, 1),
  name: text(40),
  structures: some(["D", "S", "E", "W"], ["D", "S", "E"]),
};

describe("the link", () => {
  test("gives back every admissible state", () => {
    fc.assert(
      fc.property(
        fc.record({
          region: fc.constantFrom("world" as const, "africa" as const),
          det: fc.integer({ min: -900, max: 5000 }).map((value) => value / 1000),
          seed: fc.integer({ min: 0, max: 1e6 }),
          name: fc.string({ maxLength: 40 }),
          structures: fc.subarray(["D", "S", "E", "W"] as const),
        }),
        (state) => {
          const link = writeAddress("/policy", writeState(schema, new URLSearchParams(), state));
          const address = readAddress(link);
          expect(address.path).toBe("/policy");
          expect(readState(schema, address.parameters)).toEqual({ state, unread: [] });
        },
      ),
    );
  });

  test("falls back to the default and names what it could not read", () => {
    const { parameters } = readAddress("#/policy?v=1&det=abc&region=atlantis&seed=1.5&structures=D.Q&name=x");
    expect(readState(schema, parameters)).toEqual({
      state: { region: "world", det: 0, seed: 1, name: "x", structures: ["D", "S", "E"] },
      unread: ["region", "det", "seed", "structures"],
    });
  });

  test("leaves defaults out, keeps other parameters, carries its version", () => {
    const next = writeState(schema, new URLSearchParams("lang=fr&det=1"), { det: 0, seed: 7 });
    expect(writeAddress("/policy", next)).toBe("#/policy?v=1&lang=fr&seed=7");
    expect(writeAddress("/", new URLSearchParams())).toBe("#/");
  });

  test("says when a link is newer than the page", () => {
    expect(readAddress("#/policy?v=9&det=1").newer).toBe(true);
    expect(readAddress("#/policy?det=1").newer).toBe(false);
    expect(readAddress("").path).toBe("/");
  });
});
