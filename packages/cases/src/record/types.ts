/** What is known about one element: a plain no and a question never asked are different things. */
export type Answer = "true" | "false" | "unknown" | "not asked";

/** One element of classification as somebody stated it: the answer, who gave it, when, and on what basis. */
export type Statement = {
  readonly answer: Answer;
  /** Who says so: a person's role, an organisation, a file. */
  readonly by?: string;
  /** When it was stated: YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly on?: string;
  /** A code of the vocabulary `basis`; the seven circumstances (sector, venue ...) may be recorded but never count. */
  readonly basis?: string;
  readonly detail?: string;
  /** The value as it stood in the source file, where our answer is more careful than the file (CTDC's 0). */
  readonly recorded?: string;
};

/** Element code (`means.deception`, `control.debt_bondage`, `ilo11.isolation`, `delphi.D1.01` ...) to what is known. */
export type Elements = { readonly [code: string]: Statement };

export type Name = { readonly text: string; readonly kind?: string; readonly script?: string };

/** Whole years, both ends included; either end may be open. */
export type AgeRange = { readonly from?: number; readonly to?: number; readonly certainty?: string };

export type Address = {
  readonly street?: string;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly longitude?: number;
  readonly latitude?: number;
};

export type ContactRules = {
  readonly safeChannels?: readonly string[];
  readonly unsafeChannels?: readonly string[];
  readonly mayLeaveMessage?: boolean;
  readonly safeTimes?: string;
  readonly neverContact?: readonly string[];
  readonly safeWord?: string;
};

export type Person = {
  readonly names?: readonly Name[];
  readonly gender?: string;
  readonly birthDate?: { readonly date: string; readonly certainty?: string };
  readonly ageAtRegistration?: AgeRange;
  readonly ageAtExploitation?: AgeRange;
  readonly ageAtEntry?: AgeRange;
  /** Reasons to think the person may be under 18: minority is then presumed for protection, not for counting. */
  readonly mayBeChild?: boolean;
  /** ISO 3166-1 alpha-2, any number. */
  readonly citizenships?: readonly string[];
  readonly stateless?: boolean;
  readonly originRegion?: string;
  readonly migrationStatus?: readonly string[];
  readonly maritalStatus?: string;
  readonly numberOfChildren?: number;
  readonly deceased?: boolean;
  readonly primaryLanguage?: string;
  readonly secondaryLanguage?: string;
  readonly education?: string;
  readonly identityNumbers?: readonly string[];
  readonly email?: string;
  readonly homePhone?: string;
  readonly mobilePhone?: string;
  readonly address?: Address;
  readonly contactRules?: ContactRules;
  readonly selfDefinition?: readonly string[];
  readonly selfDefinitionInOwnWords?: string;
  readonly wants?: readonly string[];
  readonly wantsInOwnWords?: string;
  readonly vulnerabilities?: readonly string[];
  readonly vulnerabilityDetails?: string;
};

export type Organisation = Address & { readonly name?: string; readonly type?: string; readonly phone?: string };

export type CaseDetails = {
  readonly status?: string;
  readonly closureReason?: string;
  readonly owner?: string;
  readonly registered?: string;
  readonly source?: string;
  readonly origin?: string;
  readonly traffickingStatus?: string;
  readonly statusDecidedBy?: string;
  readonly retention?: string;
  readonly agreementToManageData?: boolean;
  readonly comments?: readonly string[];
};

export type CaseEvent = Address & {
  readonly type?: string;
  readonly start?: string;
  readonly end?: string;
  readonly certainty?: string;
  readonly description?: string;
};

export type Exploitation = {
  /** ISIC Rev. 4: section `A`, division `A/01`, group or class `A/01/011`; or `other`. */
  readonly sectors?: readonly string[];
  readonly sexForms?: readonly string[];
  readonly recruitmentMethods?: readonly string[];
  readonly recruitmentPlatforms?: readonly string[];
  readonly platforms?: readonly string[];
  readonly recruitmentPlace?: string;
  readonly place?: string;
  readonly recruiterRelations?: readonly string[];
  readonly relationToTrafficker?: string;
  /** CTDC's proxy: the country of first identification, assistance or referral; alpha-2. Events hold the real places. */
  readonly country?: string;
  readonly region?: string;
  readonly duration?: string;
};

export type Perpetrator = {
  readonly roles?: readonly string[];
  readonly roleDetails?: string;
  readonly organisation?: string;
  readonly genders?: readonly string[];
  readonly ages?: readonly string[];
  readonly regions?: readonly string[];
  readonly relations?: readonly string[];
  readonly wasPaid?: readonly string[];
};

export type Service = {
  readonly type?: string;
  readonly objectives?: string;
  readonly actionPlan?: string;
  readonly plannedEnd?: string;
  readonly actualEnd?: string;
};

export type Referral = {
  readonly direction: string;
  readonly organisation?: string;
  readonly caseWorker?: string;
  readonly date?: string;
  readonly reason?: string;
  readonly details?: string;
  readonly state?: string;
};

/** Consent has a purpose, a scope, a recipient and an end; a withdrawal is a date, never a deletion. */
export type Consent = {
  readonly given: boolean;
  readonly purpose?: string;
  readonly scope?: string;
  readonly recipient?: string;
  readonly from?: string;
  readonly until?: string;
  readonly withdrawn?: string;
};

export type DocumentReference = {
  readonly kind?: string;
  readonly title?: string;
  readonly date?: string;
  readonly reference?: string;
};

/**
 * One person's case, lossless: everything the formats can say has a place, and what they say beyond it stays in
 * `extensions` under the source's own column name. Which fields are encrypted, and the question each one answers,
 * stands in data/standards/record_fields.csv.
 */
export type CaseRecord = {
  readonly schema: "counterweight/case/1";
  readonly id: string;
  readonly organisation?: Organisation;
  readonly person: Person;
  readonly case: CaseDetails;
  readonly events?: readonly CaseEvent[];
  readonly elements: Elements;
  readonly exploitation: Exploitation;
  readonly perpetrators?: readonly Perpetrator[];
  readonly services?: readonly Service[];
  readonly referrals?: readonly Referral[];
  readonly consents?: readonly Consent[];
  readonly documents?: readonly DocumentReference[];
  readonly extensions?: { readonly [column: string]: string };
};

export const recordSchema = "counterweight/case/1";
