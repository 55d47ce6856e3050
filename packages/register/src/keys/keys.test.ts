import { randomUUID } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, nat, property, string } from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AgencyKeyring } from "./agencyKeys.ts";
import { PersonKeys } from "./personKeys.ts";
import { blind, seal, searchParts, unseal } from "./seal.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keys-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a sealed value", () => {
  const key = Buffer.alloc(32, 7);
  const place = { table: "case_secret", row: "a", column: "name" };

  test("opens with its key at its place, and with no other key, place or bit", () => {
    assert(
      property(string({ unit: "binary" }), nat(), (text, position) => {
        const sealed = seal(key, place, text);
        expect(unseal(key, place, sealed)?.toString()).toBe(Buffer.from(text).toString());
        expect(unseal(Buffer.alloc(32, 8), place, sealed)).toBeUndefined();
        expect(unseal(key, { ...place, row: "b" }, sealed)).toBeUndefined();
        expect(unseal(key, { ...place, column: "contact" }, sealed)).toBeUndefined();
        const flipped = Buffer.from(sealed);
        const at = position % flipped.length;
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (position % 8));
        expect(unseal(key, place, flipped)).toBeUndefined();
        expect(unseal(key, place, sealed.subarray(0, at))).toBeUndefined();
      }),
      { seed: 1 },
    );
  });

  test("never looks the same twice, and a place cannot be shifted into its neighbour", () => {
    expect(seal(key, place, "x").equals(seal(key, place, "x"))).toBe(false);
    const sealed = seal(key, { table: "ab", row: "c", column: "d" }, "x");
    expect(unseal(key, { table: "a", row: "bc", column: "d" }, sealed)).toBeUndefined();
  });
});

test("names are searched by parts, without accents and case, in any script", () => {
  expect(searchParts("Nguyễn Thị-Hoa")).toEqual(["nguyen", "thi", "hoa"]);
  expect(searchParts("Мария  МАРИЯ")).toEqual(["мария"]);
  expect(blind(Buffer.alloc(32, 1), "hoa").equals(blind(Buffer.alloc(32, 2), "hoa"))).toBe(false);
});

describe("people's keys", () => {
  test("survive reopening and a torn last record; a destroyed one is gone from the file itself", () => {
    const ring = new AgencyKeyring(folder);
    const agency = randomUUID();
    ring.create(agency);
    const people = Array.from({ length: 20 }, () => randomUUID());
    const first = new PersonKeys(folder, (id) => ring.of(id).wrapping);
    const keys = first.create(agency, people);
    const before = readFileSync(join(folder, "persons.keys"));
    expect(first.destroy(people[3] ?? "")).toBe(true);
    expect(first.destroy(people[3] ?? "")).toBe(false);
    first.close();
    appendFileSync(join(folder, "persons.keys"), "torn");
    const again = new PersonKeys(folder, (id) => new AgencyKeyring(folder).of(id).wrapping);
    expect(people.map((person) => again.of(person))).toEqual(keys.map((key, index) => (index === 3 ? undefined : key)));
    const late = randomUUID();
    const [lateKey] = again.create(agency, [late]);
    expect(again.of(late)).toEqual(lateKey);
    expect(again.size).toBe(20);
    again.close();
    const after = readFileSync(join(folder, "persons.keys"));
    const bytes = before.length / 20;
    expect(after.includes(before.subarray(3 * bytes + 33, 4 * bytes))).toBe(false);
    expect(after.includes(before.subarray(4 * bytes, 5 * bytes))).toBe(true);
  });

  test("handed over, open with the receiver's key alone; torn or cut at any byte, one of the two stays and opens", () => {
    const ring = new AgencyKeyring(folder);
    const [giver, receiver] = [randomUUID(), randomUUID()];
    for (const agency of [giver, receiver]) ring.create(agency);
    const wrapping = (id: string) => ring.of(id).wrapping;
    const file = join(folder, "persons.keys");
    const [person, neighbour] = [randomUUID(), randomUUID()];
    const people = new PersonKeys(folder, wrapping);
    const [key, neighbours] = people.create(giver, [person, neighbour]);
    const before = readFileSync(file);
    people.prepareMove(person, receiver);
    const both = readFileSync(file);
    expect(people.doubled).toEqual([person]);
    expect(() => people.prepareMove(person, randomUUID())).toThrow(/not settled/);
    people.settle(person, receiver);
    const after = readFileSync(file);
    expect([people.agencyOf(person), people.doubled, people.of(person)]).toEqual([receiver, [], key]);
    people.close();
    const open = (bytes: Buffer) => {
      writeFileSync(file, bytes);
      return new PersonKeys(folder, wrapping);
    };
    for (let cut = before.length; cut <= both.length; cut++) {
      const cutShort = open(both.subarray(0, cut));
      expect([cutShort.of(person), cutShort.of(neighbour), cutShort.size]).toEqual([key, neighbours, 2]);
      expect(cutShort.doubled).toEqual(cut === both.length ? [person] : []);
      for (const agency of [receiver, giver, receiver]) {
        cutShort.settle(person, agency);
        expect([cutShort.agencyOf(person), cutShort.of(person)]).toEqual([agency, key]);
      }
      cutShort.close();
    }
    // The giver's wrapping is overwritten byte by byte: until it is whole again neither reading is lost.
    const slot = after.findIndex((byte, at) => byte !== both[at]);
    for (let done = slot; done <= slot + 98; done++) {
      const half = open(Buffer.concat([after.subarray(0, done), both.subarray(done)]));
      expect([half.of(person), half.agencyOf(neighbour)]).toEqual([key, giver]);
      half.settle(person, receiver);
      expect(half.agencyOf(person)).toBe(receiver);
      half.close();
    }
    const last = open(both);
    last.destroy(person);
    last.close();
    const gone = new PersonKeys(folder, wrapping);
    expect([gone.of(person), gone.destroyed, gone.size]).toEqual([undefined, [person], 1]);
    gone.close();
    expect(readFileSync(file).includes(both.subarray(-60))).toBe(false);
  });

  test("are wrapped: without the root key the file opens nothing; after its rotation the old root opens nothing", () => {
    const ring = new AgencyKeyring(folder);
    const agency = randomUUID();
    const { wrapping } = ring.create(agency);
    const oldRoot = readFileSync(join(folder, "root.key"), "utf8");
    ring.rotateRoot();
    expect(readFileSync(join(folder, "root.key"), "utf8")).not.toBe(oldRoot);
    expect(new AgencyKeyring(folder).of(agency).wrapping).toEqual(wrapping);
    rmSync(join(folder, "root.key"));
    expect(() => new AgencyKeyring(folder)).toThrow(/the root key is gone/);
  });
});
