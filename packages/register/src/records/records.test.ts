import { execFileSync } from "node:child_process";
import { checkRecord, dimensionsOf } from "@counterweight/cases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Missing, Refused } from "../access.ts";
import { type Fixture, openFixture, sampleRecord } from "../testing/fixture.ts";
import { editCase } from "./edit.ts";
import { erasePerson } from "./erase.ts";
import { facetNames } from "./facets.ts";
import { historyOf } from "./history.ts";
import { Erased, readCase } from "./read.ts";
import { searchCases } from "./search.ts";
import { createCase } from "./store.ts";
import { smallestReleased, tableBy } from "./tables.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.end());

describe("a case", () => {
  test("comes back as it was recorded; names only on asking, and free text only to those who accompany", async () => {
    const { register, people } = fixture;
    const record = checkRecord(register.standards, sampleRecord());
    const { id } = await createCase(register, people.home.caseworker, record);
    const whole = await readCase(register, people.home.caseworker, id, { unmask: true });
    expect(whole.record).toEqual(record);
    expect(whole.withheld).toEqual([]);
    const masked = await readCase(register, people.home.caseworker, id);
    expect(masked.withheld).toEqual(["identity"]);
    expect(JSON.stringify(masked)).not.toContain("Amara");
    expect(masked.record.person.wantsInOwnWords).toBe("I want to sleep without fear.");
    await expect(readCase(register, people.mate.caseworker, id, { unmask: true })).rejects.toThrow(Refused);
    await expect(
      readCase(register, { ...people.home.caseworker, fresh: false }, id, { unmask: true }),
    ).rejects.toMatchObject({
      reason: "fresh",
    });
    const coded = await readCase(register, people.other.coordinator, id);
    expect(JSON.stringify(coded)).not.toMatch(/Amara|sleep|aunt|Castel|0100/);
    expect(coded.record.elements["means.deception"]?.answer).toBe("true");
    for (const stranger of [people.far.caseworker, people.other.supervisor])
      await expect(readCase(register, stranger, id)).rejects.toThrow(Missing);
    await expect(readCase(register, people.home.administrator, id)).rejects.toThrow(Refused);
  });

  test("nothing of a name, contact or story is readable in the data folder", async () => {
    const { register, people, folder } = fixture;
    await createCase(register, people.home.caseworker, sampleRecord({ id: "grep-me" }));
    await register.pool.query("checkpoint");
    const find = (text: string) => execFileSync("grep", ["-rlaF", text, folder, "--include=*"], { encoding: "utf8" });
    expect(find("grep-me")).toContain("postgresql");
    for (const secret of ["Amara", "5550100", "without fear", "aunt's friend", "Castel Volturno", "seven"])
      expect(() => find(secret), secret).toThrow(/Command failed/);
  });

  test("a number taken already, and a record that is wrong, are refused in one sentence and leave nothing", async () => {
    const { register, people } = fixture;
    const record = sampleRecord();
    await createCase(register, people.home.caseworker, record);
    await expect(createCase(register, people.home.caseworker, record)).rejects.toThrow(
      /already has a record with the number/,
    );
    await expect(
      createCase(register, people.home.caseworker, { ...record, id: "b", person: { gender: "wuman" } }),
    ).rejects.toThrow(/person\.gender.*did you mean "woman"/);
    expect((await searchCases(register, people.home.supervisor, { text: "b" })).total).toBe(0);
  });
});

describe("two people edit one case", () => {
  test("the second sees the conflict field by field, nothing is saved, and what does not touch is merged", async () => {
    const { register, people } = fixture;
    const { id } = await createCase(register, people.home.caseworker, sampleRecord());
    const first = await editCase(register, people.home.caseworker, id, 1, {
      "/person/gender": "not_specified",
      "/person/names/0/text": "Amara B.",
    });
    expect(first).toEqual({ saved: true, version: 2 });
    const second = await editCase(register, people.home.supervisor, id, 1, {
      "/person/gender": "transgender_feminine",
      "/person/names/0/text": "Amara B.",
      "/case/status": "follow_up",
    });
    expect(second).toMatchObject({
      saved: false,
      version: 2,
      conflicts: [
        { field: "/person/gender", yours: "transgender_feminine", theirs: "not_specified", by: "caseworker home" },
      ],
    });
    expect((await readCase(register, people.home.supervisor, id)).record.case.status).toBe("active");
    expect(await editCase(register, people.home.supervisor, id, 1, { "/case/status": "follow_up" })).toEqual({
      saved: true,
      version: 3,
    });
    const decided = await editCase(register, people.home.supervisor, id, 3, {
      "/person/gender": "transgender_feminine",
    });
    expect(decided).toEqual({ saved: true, version: 4 });
    const history = await historyOf(register, people.home.supervisor, id);
    expect(history.map(({ version, field, before, after }) => [version, field, before, after])).toEqual([
      [2, "/person/gender", "woman", "not_specified"],
      [2, "/person/names/0/text", undefined, undefined],
      [3, "/case/status", "active", "follow_up"],
      [4, "/person/gender", "not_specified", "transgender_feminine"],
    ]);
  });

  test("a removal against a change, and a group against one of its fields, are conflicts too", async () => {
    const { register, people } = fixture;
    const me = people.home.caseworker;
    const { id } = await createCase(register, me, sampleRecord());
    await editCase(register, me, id, 1, { "/events/0/city": "Naples" });
    expect(await editCase(register, me, id, 1, { "/events": null })).toMatchObject({ saved: false });
    await editCase(register, me, id, 2, { "/events": null });
    expect(await editCase(register, me, id, 2, { "/events/0/city": "Rome" })).toMatchObject({ saved: false });
    expect((await readCase(register, me, id)).record.events).toBeUndefined();
  });

  test.each(["/__proto__/x", "person/gender", "/consents/0/given", "/person/constructor/x", "/events/5000/city"])(
    "%s cannot be changed",
    async (pointer) => {
      const { register, people } = fixture;
      const { id } = await createCase(register, people.home.caseworker, sampleRecord());
      await expect(editCase(register, people.home.caseworker, id, 1, { [pointer]: "x" })).rejects.toThrow(
        /cannot be changed/,
      );
    },
  );
});

describe("search and tables", () => {
  test("a name is found by any part, without accents, only by those who may read it", async () => {
    const { register, people } = fixture;
    const record = sampleRecord({ person: { names: [{ text: "Zoë Óladóttir" }] } });
    const { id } = await createCase(register, people.home.caseworker, record);
    const found = async (who: typeof people.home.caseworker, text: string) =>
      (await searchCases(register, who, { text })).cases.map((hit) => hit.id);
    expect(await found(people.home.caseworker, "oladottir")).toEqual([id]);
    expect(await found(people.home.caseworker, "zoe OLADOTTIR")).toEqual([id]);
    expect(await found(people.home.caseworker, "zoe amara")).toEqual([]);
    expect(await found(people.mate.caseworker, "oladottir")).toEqual([]);
    expect(await found(people.other.supervisor, "oladottir")).toEqual([]);
    expect(await found(people.mate.caseworker, record.id)).toEqual([id]);
    expect(await found(people.other.supervisor, record.id)).toEqual([]);
    await editCase(register, people.home.caseworker, id, 1, { "/person/names/0/text": "Other" });
    expect(await found(people.home.caseworker, "oladottir")).toEqual([]);
  });

  test("percentages are over people with a value in the group; several values count each", async () => {
    const { register, people } = fixture;
    const before = await tableBy(register, people.other.analyst, "sector");
    expect(before).toMatchObject({ people: 0, known: 0, cells: [] });
    const sectors = [["A"], ["A", "F"], ["F"], ["I"], []];
    for (const list of sectors)
      await createCase(register, people.other.caseworker, sampleRecord({ exploitation: { sectors: list } }));
    const table = await tableBy(register, people.other.analyst, "sector");
    expect(table).toMatchObject({
      people: 5,
      known: 4,
      cells: [
        { value: "A", count: 2, share: 0.5 },
        { value: "F", count: 2, share: 0.5 },
        { value: "I", count: 1, share: 0.25 },
      ],
    });
    const release = await tableBy(register, people.other.analyst, "sector", { release: true });
    expect(release).toMatchObject({ people: 0, known: 0, withdrawn: 0 });
    await expect(tableBy(register, people.other.analyst, "name; drop table case_record")).rejects.toThrow(
      /there is no table by/,
    );
  });
});

test("tables are made by the dimensions of the cases; what is released needs consent and hides small counts", async () => {
  const { register, people } = fixture;
  expect(facetNames).toEqual(expect.arrayContaining(dimensionsOf(register.standards).map(({ name }) => name)));
  const publication = { given: true, purpose: "publication" };
  const add = (gender: string, consents: object[]) =>
    createCase(register, people.other.caseworker, sampleRecord({ person: { gender }, consents: consents as never }));
  for (let turn = 0; turn < 12; turn++) await add("woman", [publication]);
  for (let turn = 0; turn < 11; turn++) await add("man", [publication]);
  for (let turn = 0; turn < 3; turn++) await add("non_conforming", [publication]);
  await add("woman", [{ ...publication, withdrawn: "2026-01-01" }]);
  await add("woman", [{ ...publication, until: "2020" }]);
  await add("woman", [publication, { given: false, purpose: "statistics" }]);
  const table = await tableBy(register, people.other.analyst, "gender", { release: true });
  expect(table).toMatchObject({ people: 26, withdrawn: 1, suppressedBelow: smallestReleased });
  expect(table.cells.map(({ value, count }) => [value, count])).toEqual([
    ["woman", 12],
    ["man", undefined],
    ["non_conforming", undefined],
  ]);
});

test("an erased person cannot be read again, also not from a copy of the rows made before", async () => {
  const { register, people } = fixture;
  const { id } = await createCase(register, people.home.caseworker, sampleRecord());
  const copy = await register.pool.query("select * from register.case_record where id = $1", [id]);
  const identity = await register.pool.query("select * from register.case_identity where case_id = $1", [id]);
  expect(await erasePerson(register, people.home["protection-officer"], id)).toEqual({ cases: 1 });
  await expect(readCase(register, people.home.caseworker, id)).rejects.toThrow(Erased);
  await register.pool.query("update register.case_record set coded = $2 where id = $1", [id, copy.rows[0].coded]);
  await register.pool.query(
    "insert into register.case_identity select * from jsonb_populate_record(null::register.case_identity, $1)",
    [JSON.stringify(identity.rows[0])],
  );
  await expect(readCase(register, people.home.supervisor, id, { unmask: true })).rejects.toThrow(Erased);
  await fixture.reopen();
  await expect(readCase(fixture.register, people.home.supervisor, id)).rejects.toThrow(Erased);
});
