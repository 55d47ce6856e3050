import { type Stream, stream } from "@counterweight/kernel";
import type { CaseRecord, Elements } from "../record/types.ts";
import { type Standards, vocabularyOf } from "../standards/standards.ts";
import { CaseDice } from "./dice.ts";

/** Which format the invented records stay within: what HTCDS can say, what CTDC can say, or everything. */
export type Shape = "htcds" | "ctdc" | "full";

export type GenerateOptions = { readonly count: number; readonly seed: number; readonly shape?: Shape };

const syllables = ["ka", "lo", "mi", "ne", "ra", "su", "ti", "vo", "ya", "zu", "be", "da"] as const;
const countries = ["NG", "PH", "UA", "MD", "ID", "BR", "IN", "ET", "RO", "KH", "CO", "US"] as const;

function word(stream: Stream, dice: CaseDice): string {
  const text = Array.from({ length: 2 + stream.integer(2) }, () => dice.pick(syllables)).join("");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function inventElements(standards: Standards, dice: CaseDice, shape: Shape, registered: string): Elements {
  const elements: Record<string, Elements[string]> = {};
  for (const element of standards.elements) {
    const inFormat =
      shape === "full"
        ? element.kind !== "group"
        : shape === "htcds"
          ? element.htcdsValue !== "" || element.htcdsDefinitions !== ""
          : element.ctdcReads.some((column) => column === element.ctdc[27]);
    if (!inFormat || !dice.chance(element.kind === "delphi" || element.kind === "ilo11" ? 0.04 : 0.18)) continue;
    const answer =
      shape === "full" && dice.chance(0.4) ? dice.pick(["false", "unknown", "not asked"] as const) : "true";
    elements[element.code] =
      shape === "full"
        ? {
            answer,
            by: "case worker",
            on: registered,
            basis: dice.pick(["person", "observation", "document", "witness"]),
          }
        : { answer, by: "an invented organisation", basis: "other_record" };
  }
  return elements;
}

function inventPerson(dice: CaseDice, source: Stream, shape: Shape): CaseRecord["person"] {
  const common = {
    ...dice.maybe(0.8, () => ({
      gender: dice.code("gender", shape === "ctdc" ? ["woman", "man", "trans_or_non_conforming"] : undefined),
    })),
    ...dice.maybe(0.8, () => ({ citizenships: dice.someOf(countries, shape === "ctdc" ? 1 : 2) })),
  };
  if (shape === "ctdc")
    return {
      ...common,
      ...dice.maybe(0.8, () => ({
        ageAtRegistration: dice.pick([
          { from: 9, to: 17 },
          { from: 18, to: 20 },
          { from: 24, to: 26 },
          { from: 30, to: 38 },
          { from: 48 },
        ]),
      })),
    };
  const age = 10 + source.integer(45);
  return {
    ...dice.maybe(0.9, () => ({
      names: [
        { text: word(source, dice), kind: "given" },
        ...(dice.chance(0.7) ? [{ text: word(source, dice), kind: "family" }] : []),
        ...(shape === "full" && dice.chance(0.2) ? [{ text: word(source, dice), kind: "known_as" }] : []),
      ],
    })),
    ...common,
    ...dice.maybe(0.5, () => ({ birthDate: { date: dice.date(1965, 2010) } })),
    ...dice.maybe(0.5, () => ({
      ageAtExploitation: { from: age, to: shape === "full" ? age + source.integer(3) : age },
    })),
    ...dice.maybe(0.5, () => ({ maritalStatus: dice.code("marital_status") })),
    ...dice.maybe(0.3, () => ({ education: dice.code("education") })),
    ...dice.maybe(0.3, () => ({ numberOfChildren: source.integer(6) })),
    ...dice.maybe(0.4, () => ({ mobilePhone: `+999${String(source.integer(10_000_000)).padStart(7, "0")}` })),
    ...dice.maybe(0.3, () => ({ email: `${word(source, dice).toLowerCase()}@example.org` })),
    ...dice.maybe(0.3, () => ({ address: { city: `${word(source, dice)} City`, country: dice.pick(countries) } })),
    ...dice.maybe(0.3, () => ({ vulnerabilities: dice.codes("vulnerability", 3) })),
    ...(shape === "full"
      ? {
          ...dice.maybe(0.5, () => ({ wants: dice.codes("wants", 3) })),
          ...dice.maybe(0.4, () => ({
            contactRules: {
              safeChannels: dice.codes("contact_channel", 2),
              neverContact: dice.codes("never_contact", 2),
            },
          })),
          ...dice.maybe(0.4, () => ({ selfDefinition: dice.codes("self_definition", 2) })),
          ...dice.maybe(0.3, () => ({ migrationStatus: dice.codes("migration_status", 2) })),
        }
      : {}),
  };
}

function inventCase(dice: CaseDice, shape: Shape, registered: string): CaseRecord["case"] {
  if (shape === "ctdc") return { registered: registered.slice(0, 4) };
  return {
    status: dice.code("case_status"),
    ...dice.maybe(0.6, () => ({ traffickingStatus: dice.code("trafficking_status") })),
    ...dice.maybe(0.4, () => ({ statusDecidedBy: dice.code("status_decider") })),
    ...dice.maybe(0.3, () => ({ comments: ['an invented comment; with a semicolon, a comma and a "quote"'] })),
    ...(shape === "full" ? { registered, origin: dice.code("origin"), retention: dice.code("retention") } : {}),
  };
}

function inventExploitation(dice: CaseDice, shape: Shape): CaseRecord["exploitation"] {
  if (shape === "ctdc")
    return {
      ...dice.maybe(0.8, () => ({ country: dice.pick(countries) })),
      ...dice.maybe(0.4, () => ({ duration: dice.code("duration") })),
      ...dice.maybe(0.4, () => ({ sectors: dice.someOf(["A/01", "F", "I", "T"], 1) })),
      ...dice.maybe(0.3, () => ({ sexForms: dice.someOf(["prostitution", "pornography"], 1) })),
      ...dice.maybe(0.4, () => ({
        recruiterRelations: dice.someOf(["family", "friend", "intimate_partner", "other"], 2),
      })),
    };
  return {
    ...dice.maybe(0.5, () => ({ sectors: [dice.pick("ABCDEFGHIJKLMNOPQRSTU".split(""))] })),
    ...dice.maybe(0.3, () => ({ sexForms: dice.codes("sex_form", 2, (code) => code !== "other") })),
    ...dice.maybe(0.4, () => ({ recruitmentMethods: dice.codes("recruitment_method", 2) })),
    ...dice.maybe(0.2, () => ({ recruitmentPlatforms: dice.codes("platform", 2) })),
    ...dice.maybe(0.4, () => ({ relationToTrafficker: dice.code("relation_to_trafficker") })),
    ...(shape === "full" ? dice.maybe(0.5, () => ({ recruiterRelations: dice.codes("recruiter_relation", 2) })) : {}),
  };
}

function inventGroups(dice: CaseDice, source: Stream, shape: Shape): Partial<CaseRecord> {
  if (shape === "ctdc") return {};
  const times = (most: number) => Array.from({ length: source.integer(most + 1) });
  const filled = <Item>(name: string, items: Item[]) => (items.length > 0 ? { [name]: items } : {});
  return {
    ...dice.maybe(0.5, () => ({
      organisation: { name: `Organisation ${word(source, dice)}`, type: dice.code("organisation_type") },
    })),
    ...filled(
      "events",
      times(3).map(() => ({
        type: dice.code("event_type"),
        ...dice.maybe(0.8, () => ({ start: dice.date(2012, 2024) })),
        country: dice.pick(countries),
        ...dice.maybe(0.4, () => ({ city: `${word(source, dice)} City` })),
      })),
    ),
    ...filled(
      "perpetrators",
      times(2).map(() => ({
        roles: dice.codes("perpetrator_role", 3, (code) => !/_or_broker$|^transaction$|^control_abuse/.test(code)),
      })),
    ),
    ...filled(
      "services",
      times(2).map(() => ({
        type: dice.code("service_type", ["education", "financial", "health", "legal", "livelihood", "social_care"]),
        ...dice.maybe(0.5, () => ({ plannedEnd: dice.date(2024, 2026) })),
      })),
    ),
    ...filled(
      "referrals",
      times(2).map(() => ({
        direction: dice.code("referral_direction"),
        date: dice.date(2020, 2025),
        reason: dice.code("referral_reason"),
      })),
    ),
    consents: [
      {
        given: dice.chance(0.8),
        ...(shape === "full"
          ? { purpose: dice.code("consent_purpose"), scope: dice.code("consent_scope"), from: dice.date(2024, 2025) }
          : {}),
      },
    ],
  };
}

/**
 * One invented record: a pure function of seed, shape and index. Nothing in it comes from a real person or a real
 * distribution; shares are chosen to exercise every field, so no table of them says anything about trafficking.
 */
export function generateRecord(standards: Standards, seed: number, index: number, shape: Shape = "full"): CaseRecord {
  const source = stream(seed, `cases-${shape}`, index);
  const dice = new CaseDice(source, (list) => vocabularyOf(standards, list));
  const registered = dice.date(2014, 2025);
  return {
    schema: "counterweight/case/1",
    id: `invented-${seed}-${String(index + 1).padStart(6, "0")}`,
    person: inventPerson(dice, source, shape),
    case: inventCase(dice, shape, registered),
    elements: inventElements(standards, dice, shape, registered),
    exploitation: inventExploitation(dice, shape),
    ...inventGroups(dice, source, shape),
  };
}

/** `count` invented records for demonstrations, load and tests. */
export const generateRecords = (standards: Standards, { count, seed, shape = "full" }: GenerateOptions): CaseRecord[] =>
  Array.from({ length: count }, (_, index) => generateRecord(standards, seed, index, shape));
