import { describe, expect, test } from "vitest";
import { openEvidence } from "../evidence.ts";
import { readerOf } from "../files.ts";
import { sectors } from "../segments.ts";
import { structures } from "./parameter.ts";
import { parametersFile, readParameters } from "./read.ts";
import { middle } from "./registry.ts";

const read = readerOf();
const { figures, parameters } = openEvidence(read);
const known = new Set(figures.keys());
const text = read(parametersFile);

/** The file with one cell of one parameter changed. */
function changed(parameter: string, edit: (line: string) => string): string {
  return text
    .split("\n")
    .map((line) => (line.startsWith(`${parameter},`) ? edit(line) : line))
    .join("\n");
}

describe("the parameter registry", () => {
  test("holds one symbol a name, one row a place, and a range for every name in every structure", () => {
    const symbols = new Map<string, Set<string>>();
    const places = new Set<string>();
    for (const row of parameters.rows) {
      symbols.set(row.symbol, (symbols.get(row.symbol) ?? new Set()).add(row.name));
      const place = `${row.name}/${row.sectors}/${row.structure}`;
      expect(places).not.toContain(place);
      places.add(place);
    }
    for (const names of symbols.values()) expect(names.size).toBe(1);
    const gaps = structures.flatMap((structure) =>
      sectors.flatMap((sector) =>
        parameters.names.filter(
          (name) =>
            (name !== "lawfulPrice" || structure === "W") && parameters.find(name, { sector, structure }) === undefined,
        ),
      ),
    );
    expect(gaps).toEqual([]);
  });

  test("a structure's own range wins, then the closest sector", () => {
    const sex = sectors[0];
    expect(parameters.find("demandElasticity", { sector: sex, structure: "S" })?.prior).toMatchObject({
      low: 0.2,
      high: 0.8,
    });
    expect(parameters.find("demandElasticity", { sector: sex })?.prior).toMatchObject({ low: 0.3, high: 2 });
    expect(parameters.find("demandElasticity", { sector: "industry", structure: "D" })?.prior).toMatchObject({
      high: 0.8,
    });
    expect(parameters.find("peoplePerEnterprise", { sector: "domestic work" })?.prior).toMatchObject({ high: 3 });
    expect(parameters.find("peoplePerEnterprise", { sector: "services" })?.prior).toMatchObject({ high: 50 });
    expect(parameters.find("demandLed", { sector: sex })).toBeUndefined();
    expect(() => parameters.find("detction", { sector: sex })).toThrow(/detection/);
  });

  test("the ends choose the distribution: log-normal above a ratio of three, else normal", () => {
    const detection = parameters.find("detection", { sector: "industry" });
    expect(detection?.prior.kind).toBe("log-normal");
    expect(detection && middle(detection.prior)).toBeCloseTo(Math.sqrt(0.001 * 0.03), 12);
    expect(parameters.find("mortality", { sector: "industry" })?.prior).toEqual({ kind: "fixed", value: 0.004 });
    expect(() =>
      readParameters(
        changed("detection", (line) => line.replace("log-normal", "normal")),
        known,
      ),
    ).toThrow(/row \d+, column distribution.*log-normal/);
  });

  test("a parameter without provenance, or with a figure that does not exist, is refused", () => {
    expect(() =>
      readParameters(
        changed("psi", (l) => l),
        known,
      ),
    ).not.toThrow();
    expect(() =>
      readParameters(
        changed("recruitEffort", (line) => line.replace(/[^,]*$/, "")),
        known,
      ),
    ).toThrow(/parameters.csv, row \d+, column reason: the parameter has no provenance/);
    expect(() =>
      readParameters(
        changed("conviction", (line) => line.replace("DET-077", "DET-977")),
        known,
      ),
    ).toThrow(/column figures: there is no figure "DET-977"/);
    expect(() =>
      readParameters(
        changed("detection", (line) => line.replace(/,B,[^,]*,/, ",B,,")),
        known,
      ),
    ).toThrow(/names no figure/);
  });

  test("a default that is judged, or rests on weak, contested or recalled figures, is marked with the reason", () => {
    const margin = parameters.find("margin", { sector: sectors[0] });
    expect(margin && parameters.marks(margin)).toContain("ECON-003 is contested");
    const judged = parameters.find("traffickerShare", { sector: sectors[0] });
    expect(judged && parameters.marks(judged)).toEqual(["judged"]);
    const labourConviction = parameters.find("conviction", { sector: "industry" });
    expect(labourConviction && parameters.isMarked(labourConviction)).toBe(false);
  });
});
