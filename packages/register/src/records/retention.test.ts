import { afterAll, beforeAll, expect, test } from "vitest";
import { type Fixture, openFixture, sampleRecord } from "../testing/fixture.ts";
import { dueForErasure } from "./retention.ts";
import { createCase } from "./store.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.end());

test("closed cases are due when their class's time is over; open ones and those with a claim never are", async () => {
  const { register, people } = fixture;
  const officer = people.home["protection-officer"];
  for (const retention of ["short", "standard", "legal_claim", "child"])
    for (const status of ["active", "closed"])
      await createCase(
        register,
        people.home.caseworker,
        sampleRecord({ id: `${retention} ${status}`, case: { status, retention } }),
      );
  const dueIn = async (years: number) => {
    const due = await dueForErasure(register, officer, new Date(Date.now() + (years * 366 + 1) * 86_400_000));
    return due.map(({ number }) => number).sort((a, b) => a.localeCompare(b));
  };
  expect(await dueIn(0)).toEqual(["short closed"]);
  expect(await dueIn(5)).toEqual(["short closed", "standard closed"]);
  expect(await dueIn(10)).toEqual(["child closed", "short closed", "standard closed"]);
  expect(await dueForErasure(register, people.other["protection-officer"], new Date("2099-01-01"))).toEqual([]);
  await expect(dueForErasure(register, people.home.caseworker)).rejects.toThrow(/refused/);
});
