import { leverNames, leverRanges, levers } from "@counterweight/policy";
import fc from "fast-check";
import { expect, test } from "vitest";
import { leversField, savedField } from "./state.ts";

const settings = fc
  .dictionary(fc.constantFrom(...leverNames), fc.double({ min: 0, max: 1, noNaN: true }))
  .map((shares) =>
    Object.fromEntries(
      Object.entries(shares).map(([lever, share]) => {
        const { least, most } = leverRanges[lever as (typeof leverNames)[number]];
        return [lever, Number((least + share * (most - least)).toFixed(4))];
      }),
    ),
  )
  .map((all) =>
    Object.fromEntries(Object.entries(all).filter(([lever, size]) => size !== levers[lever as "det"].neutral)),
  );

test("every policy survives the link, whatever its name", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ name: fc.string({ maxLength: 40 }), levers: settings }), {
        maxLength: 4,
        selector: ({ name }) => name,
      }),
      (policies) => {
        expect(savedField.read(savedField.write(policies))).toEqual(policies.length === 0 ? [] : policies);
      },
    ),
  );
});

test("a lever that is unknown or out of range spoils the whole", () => {
  expect(leversField.read("tdet:1,conv:0.5")).toEqual({ tdet: 1, conv: 0.5 });
  for (const broken of ["dett:1", "det:99", "det:", "det", "det:x"])
    expect(leversField.read(broken), broken).toBeUndefined();
  expect(savedField.read("a~det:1~|b~det:99~")).toBeUndefined();
  expect(savedField.read(Array.from({ length: 5 }, (_, at) => `${at}~det:1~`).join("|"))).toBeUndefined();
  expect(savedField.read("a~det:1~|a~det:1~")).toBeUndefined();
});
