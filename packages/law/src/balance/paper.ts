import type { SanctionPart } from "../arithmetic/expected-sanction.ts";
import { annuity } from "../arithmetic/present-value.ts";
import { isRecalled, type Provision } from "../tables/provision.ts";
import type { SegmentDraws } from "./draws.ts";

/** Amount of a statute in US$ of the model's year, or none where it cannot be converted. */
export type ToDollars = (
  amount: number,
  currency: string,
) => { readonly dollars: number; readonly how: string } | undefined;

/** What a statute threatens if every holding ended in a conviction with the maximum, per person exploited, in $. */
export type PaperSanction = {
  /** Per draw; a part is absent where the statute names no amount. */
  readonly parts: Partial<Record<SanctionPart, (draw: number) => number>>;
  /** What the table cannot say, in plain words. */
  readonly gaps: readonly string[];
  readonly marks: readonly string[];
  readonly remarks: readonly string[];
};

/**
 * On paper: certain enforcement and maximum penalties. Prison vy (1 - e^(-rho S))/rho and the fine answer for the h people
 * of an enterprise; forfeiture of proceeds takes the margin of the whole holding, g/(r + H); mandatory restitution and a
 * civil right of action give each person the damages of the model, D.
 */
export function paperSanction(provision: Provision, draws: SegmentDraws, toDollars: ToDollars): PaperSanction {
  const gaps: string[] = [];
  const remarks: string[] = [];
  const parts: Partial<Record<SanctionPart, (draw: number) => number>> = {};
  const [people, worth, rate, damages] = ["peoplePerEnterprise", "prisonYearValue", "exploiterDiscount", "damages"].map(
    draws.column,
  );
  const sentence = provision.prisonMost;
  if (sentence === undefined) gaps.push("the maximum prison term is not in the table");
  else parts.prison = (draw) => ((worth?.[draw] ?? 0) * annuity(rate?.[draw] ?? 0, sentence)) / (people?.[draw] ?? 1);

  const fine = paperFine(provision, toDollars);
  remarks.push(...fine.remarks);
  if (fine.dollars === undefined) gaps.push(fine.gap);
  else {
    const amount = fine.dollars;
    const multiple = /twice gross gain/.test(provision.fineBasis) ? 2 : 0;
    if (multiple > 0) remarks.push("the fine is the greater of the amount and twice the gross gain of the holding");
    parts.fine = (draw) => Math.max(amount / (people?.[draw] ?? 1), multiple * gain(draws, draw));
  }
  if (/proceeds/.test(provision.forfeiture)) parts.forfeiture = (draw) => gain(draws, draw);
  else gaps.push(provision.forfeiture === "" ? "forfeiture is not in the table" : "forfeiture does not reach proceeds");
  if (provision.restitution.startsWith("mandatory")) parts.restitution = (draw) => damages?.[draw] ?? 0;
  else
    gaps.push(
      provision.restitution === "" ? "restitution is not in the table" : `restitution: ${provision.restitution}`,
    );
  if (provision.civilAction.startsWith("yes")) parts["civil damages"] = (draw) => damages?.[draw] ?? 0;
  else gaps.push("a civil right of action is not in the table");
  const columns = {
    prison_max_years: "prison term",
    fine_max: "fine",
    forfeiture: "forfeiture",
    restitution: "restitution",
    civil_action: "civil action",
  };
  const marks = Object.entries(columns)
    .filter(([column]) => isRecalled(provision, column))
    .map(([, words]) => `${words} recalled, to be confirmed`);
  return { parts, gaps, marks, remarks };
}

function gain(draws: SegmentDraws, draw: number): number {
  return (
    Math.max(0, draws.column("margin")[draw] ?? 0) /
    ((draws.column("marketDiscount")[draw] ?? 0) + (draws.column("exit")[draw] ?? 1))
  );
}

function paperFine(
  provision: Provision,
  toDollars: ToDollars,
): { dollars: number | undefined; gap: string; remarks: string[] } {
  if (provision.fineMost === undefined) {
    const gap =
      provision.fineBasis === ""
        ? "the fine is not in the table"
        : `the fine has no stated maximum (${provision.fineBasis}), so it is left out of the sum`;
    return { dollars: undefined, gap, remarks: [] };
  }
  const converted =
    provision.fineCurrency === undefined ? undefined : toDollars(provision.fineMost, provision.fineCurrency);
  if (converted === undefined)
    return {
      dollars: undefined,
      gap: `the fine of ${provision.fineMost} ${provision.fineCurrency ?? ""} could not be converted`,
      remarks: [],
    };
  return {
    dollars: converted.dollars,
    gap: "",
    remarks: [`fine of ${provision.fineMost.toLocaleString("en")} ${provision.fineCurrency}: ${converted.how}`],
  };
}
