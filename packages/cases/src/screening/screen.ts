import { nearest, Problem } from "@counterweight/kernel";
import type { Standards } from "../standards/standards.ts";
import { missedAmongNegatives, positivePredictiveValue, type Share, type Validity, wilson } from "./validity.ts";

type ValidityCounts = {
  readonly true_positives: number;
  readonly with_condition: number;
  readonly true_negatives: number;
  readonly without_condition: number;
  readonly prevalence: number;
  readonly quality: string;
  readonly standard: string;
};

/** A screening aid that may be used freely. */
export type ScreeningAid = {
  readonly code: string;
  readonly name: string;
  readonly owner: string;
  readonly source: string;
  readonly for: string;
  readonly kind: "count" | "signs" | "record";
  readonly questions: number;
  readonly positive_from: number;
  readonly validity: ValidityCounts | null;
  readonly validity_note?: string;
  readonly wording: string;
};

type AidsFile = {
  readonly aids: readonly ScreeningAid[];
  readonly cannot_tell: readonly string[];
  readonly next: readonly string[];
  readonly not_offered: readonly { readonly code: string; readonly why: string }[];
};

/** What an aid gives: whether a conversation is worth offering, and everything it does not say. */
export type Screening = {
  readonly aid: ScreeningAid;
  readonly offerConversation: boolean;
  readonly says: string;
  readonly cannotTell: readonly string[];
  readonly next: readonly string[];
  readonly prevalence: number | undefined;
  /** Of people with this result, the share for whom a yes is right; where the aid was ever tested. */
  readonly rightAmongPositives: Share | undefined;
  /** Of people without a yes, the share who are missed all the same. */
  readonly missedAmongNegatives: Share | undefined;
  readonly quality: string;
};

const aidsFile = (standards: Standards): AidsFile => standards.document("screening_aids") as AidsFile;

/** The aids offered, and those that are not with the reason. */
export const screeningAids = (standards: Standards): Pick<AidsFile, "aids" | "not_offered"> => aidsFile(standards);

export type ScreeningAnswers = {
  /** Number of questions answered yes, for an aid that counts. */
  readonly yes?: number;
  /** Codes of ILO's indicators seen (`isolation`, `debt_bondage`). */
  readonly signs?: readonly string[];
  /** Share of people like this one who were trafficked, 0 to 1; the study's own where none is given. */
  readonly prevalence?: number;
};

const wrong = (what: string, expected: string) => new Problem({ code: "cases.screen", what, expected });

function countOf(standards: Standards, aid: ScreeningAid, answers: ScreeningAnswers): number {
  if (aid.kind === "record")
    throw wrong(
      `${aid.code} has ${aid.questions} weighted indicators`,
      'a record with its answers, classified with "delphi-labour"',
    );
  if (aid.kind === "count") {
    const { yes } = answers;
    if (yes === undefined || !Number.isInteger(yes) || yes < 0 || yes > aid.questions)
      throw wrong(
        yes === undefined
          ? `${aid.code} needs the number of yes answers`
          : `${aid.code} has ${aid.questions} questions, not ${yes} yes answers`,
        `a whole number from 0 to ${aid.questions}`,
      );
    return yes;
  }
  const known = standards.elements.filter(({ kind }) => kind === "ilo11").map(({ code }) => code.replace("ilo11.", ""));
  for (const sign of answers.signs ?? [])
    if (!known.includes(sign))
      throw wrong(
        `"${sign}" is not one of ILO's eleven signs`,
        (nearest(sign, known).length > 0 ? nearest(sign, known) : known).join(", "),
      );
  return new Set(answers.signs ?? []).size;
}

/** Uses one aid. It opens a conversation and never decides; no result of it ever becomes an element of a record. */
export function screen(standards: Standards, code: string, answers: ScreeningAnswers): Screening {
  const { aids, cannot_tell, next, not_offered } = aidsFile(standards);
  const aid = aids.find((item) => item.code.toLowerCase() === code.toLowerCase());
  if (aid === undefined) {
    const refused = not_offered.find((item) => item.code.toLowerCase() === code.toLowerCase());
    throw refused === undefined
      ? wrong(`there is no screening aid "${code}"`, aids.map((item) => item.code).join(", "))
      : wrong(`${refused.code} is not offered here: ${refused.why}`, aids.map((item) => item.code).join(", "));
  }
  const { prevalence } = answers;
  if (prevalence !== undefined && !(prevalence > 0 && prevalence < 1))
    throw wrong(`the prevalence is ${prevalence}`, "a share above 0 and below 1, for example 0.05 or 5%");
  const count = countOf(standards, aid, answers);
  const offer = count >= aid.positive_from;
  const counts = aid.validity;
  const validity: Validity | undefined =
    counts === null
      ? undefined
      : {
          sensitivity: wilson(counts.true_positives, counts.with_condition),
          specificity: wilson(counts.true_negatives, counts.without_condition),
        };
  const at = prevalence ?? counts?.prevalence;
  return {
    aid,
    offerConversation: offer,
    says: offer
      ? `${count} of ${aid.questions} answered yes: offer a conversation with someone trained.`
      : `None of ${aid.questions} answered yes: nothing more to offer from this aid; help stays open to anyone who asks.`,
    cannotTell: [
      ...cannot_tell,
      ...(counts === null ? [`How often it is right is not known: ${aid.validity_note ?? ""}.`] : []),
      ...(aid.for === "" ? [] : [`It was made for: ${aid.for}.`]),
    ],
    next,
    prevalence: validity === undefined ? undefined : at,
    rightAmongPositives: validity === undefined || at === undefined ? undefined : positivePredictiveValue(validity, at),
    missedAmongNegatives: validity === undefined || at === undefined ? undefined : missedAmongNegatives(validity, at),
    quality: counts === null ? (aid.validity_note ?? "") : `${counts.quality}; measured against ${counts.standard}`,
  };
}
