import { stream } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { openEvidence } from "../evidence.ts";
import { readerOf } from "../files.ts";
import { readTable } from "../table/csv.ts";

const read = readerOf();
const { claims, search, figures } = openEvidence(read);
const phrasings = readTable("claim-phrasings", read("interventions/claim-phrasings.csv")).rows;

describe("checking a claim", () => {
  test.each([
    ["32 billion", "CLAIM-001"],
    ["27 million", "CLAIM-006"],
    ["average age of entry is 13", "CLAIM-003"],
    ["decreases the demand with at least 60%", "CLAIM-029"],
    ["350 times", "CLAIM-030"],
  ])("%s finds the right row first, with verdict, origin and what is known", (query, id) => {
    const [first] = claims(query);
    expect(first).toMatchObject({ id, kind: "popular claim" });
    expect(first?.verdict).not.toBe("");
    expect(first?.origin.length).toBeGreaterThan(5);
    expect(first?.known.length).toBeGreaterThan(0);
    expect(first?.say).toMatch(/\.$/);
  });

  test("finds at least 55 of 60 phrasings first, among claims", () => {
    const missed = phrasings.filter(({ cells }) => {
      const [first] = claims(cells["phrasing"] ?? "", 1);
      return !(cells["expected_first"] ?? "").split("|").includes(first?.id ?? "");
    });
    expect(phrasings).toHaveLength(60);
    expect(missed.length).toBeLessThanOrEqual(5);
  });

  test("still finds four of five first with one letter lost, doubled or exchanged in every longer word", () => {
    const source = stream(5, "typing errors");
    const misspelt = (word: string) => {
      if (word.length < 5 || /\d/.test(word)) return word;
      const at = 1 + source.integer(word.length - 2);
      const kind = source.integer(3);
      if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
      if (kind === 1) return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
      return word.slice(0, at) + word[at] + word.slice(at);
    };
    const found = phrasings.filter(({ cells }) => {
      const query = (cells["phrasing"] ?? "").split(" ").map(misspelt).join(" ");
      return (cells["expected_first"] ?? "").split("|").includes(claims(query, 1)[0]?.id ?? "");
    });
    expect(found.length).toBeGreaterThanOrEqual(48);
  });

  test("a claim of a founding text says how far the evidence supports it", () => {
    expect(claims("movement is incidental, exploitation defines the crime")[0]).toMatchObject({
      id: "FOUND-003",
      kind: "founding text",
      verdict: "supported",
    });
  });

  test("finds nothing for words that are nowhere", () => {
    expect(claims("zxqv wjkq")).toEqual([]);
  });
});

describe("searching the figures", () => {
  test("an id finds itself first", () => {
    expect(search("econ-003", 2)[0]?.figure.id).toBe("ECON-003");
  });

  test("numbers match whatever way they are written", () => {
    const ways = ["$236.6 billion", "236.6bn", "236,600,000,000", "236600 million"];
    expect(ways.map((way) => search(way, 1)[0]?.figure.value)).toEqual(ways.map(() => 236_600_000_000));
  });

  test("typing errors are forgiven", () => {
    expect(
      search("multipel systms estimation", 5)
        .map(({ figure }) => figure.quantity)
        .join(),
    ).toMatch(/multiple systems/i);
    expect(figures.get(search("bondd labour Pakistn", 1)[0]?.figure.id ?? "")?.geography).toBe("Pakistan");
  });
});
