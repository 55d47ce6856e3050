import type { Evidence, Sector } from "@counterweight/evidence";
import { Problem } from "@counterweight/kernel";
import type { PriorSource, Provision, SegmentDraws, ToDollars } from "@counterweight/law";
import { drawParameters } from "../ensemble/draw.ts";
import type { Place } from "../ensemble/place.ts";

const priceYear = 2021;

/** The draws of one segment under the parameters' names in code, with the total exit hazard `exit`. */
export function segmentDraws(
  evidence: Evidence,
  place: Place,
  sector: Sector,
  draws: number,
  seed: number,
): SegmentDraws {
  const columns = drawParameters({ evidence, place, structure: "D", seed, start: 0, count: draws });
  const segment = place.sectors.indexOf(sector);
  const symbols = new Map(evidence.parameters.rows.map(({ name, symbol }) => [name, symbol]));
  const of = (name: string): Float64Array => {
    const found = columns.of.get(symbols.get(name) ?? name);
    const column = found?.[found.length === 1 ? 0 : segment];
    if (column === undefined) throw new Error(`no parameter ${name} was drawn`);
    return column;
  };
  const [ownExit, release, mortality, detection] = [of("ownExit"), of("release"), of("mortality"), of("detection")];
  const exit = ownExit.map((own, draw) => own + (release[draw] ?? 0) + (mortality[draw] ?? 0) + (detection[draw] ?? 0));
  return { count: draws, column: (name) => (name === "exit" ? exit : of(name)) };
}

/** What each prior rests on, from the registry. */
export function priorSource(evidence: Evidence, sector: Sector): PriorSource {
  return (name) => {
    const parameter = evidence.parameters.find(name, { sector });
    if (parameter === undefined) return { unit: "", rows: [], marks: ["no provenance"], remark: "" };
    return {
      unit: parameter.unit,
      rows: parameter.figures,
      marks: evidence.parameters.marks(parameter),
      remark: `grade ${parameter.grade}: ${parameter.reason}`,
    };
  };
}

/** Amounts of statutes in dollars of the model's year. Current law is read at the price year, former law at its own. */
export function statuteDollars(evidence: Evidence, provision?: Provision): ToDollars {
  const year = provision?.standing === "former" ? Number(provision.inForceTo.slice(0, 4)) || priceYear : priceYear;
  return (amount, currency) => {
    try {
      const { money, steps } = evidence.money.convert({ amount, currency, year }, { currency: "USD", year: priceYear });
      return { dollars: money.amount, how: steps.length > 0 ? steps.join("; ") : "US dollars, as written" };
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  };
}
