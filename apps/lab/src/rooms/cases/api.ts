import type { CaseRecord, Consent } from "@counterweight/cases";

/** What the server says when it does not do it. */
export class NotDone extends Error {
  readonly code: string;
  readonly where: string | undefined;

  constructor(code: string, message: string, where?: string) {
    super(message);
    this.name = "NotDone";
    this.code = code;
    this.where = where;
  }
}

type Failure = { error?: { code: string; what: string; where?: string; doThis?: string } };

/** One request to the register this page came from. */
export async function ask<Answer>(method: "GET" | "POST" | "PATCH", path: string, body?: unknown): Promise<Answer> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      credentials: "same-origin",
      ...(method === "GET"
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) }),
    });
  } catch {
    throw new NotDone("unreachable", "");
  }
  const content = (await answer.json().catch(() => ({}))) as Answer & Failure;
  if (answer.ok) return content;
  const { code = "unreachable", what = "", where, doThis } = content.error ?? {};
  throw new NotDone(code, [what, doThis].filter(Boolean).join("; "), where);
}

export type Me = {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly complete: boolean;
  /** What is still to be given, where not complete. */
  readonly lacks?: "factor" | "passkey" | "enrolment";
  readonly passkeys: number;
};
export type CaseView = {
  readonly id: string;
  readonly version: number;
  readonly record: CaseRecord;
  readonly withheld: readonly string[];
  readonly mine: boolean;
};
export type Hit = {
  readonly id: string;
  readonly number: string;
  readonly updated: string;
  readonly mine: boolean;
  readonly facets: Readonly<Record<string, readonly string[]>>;
};
export type Hits = { readonly total: number; readonly cases: readonly Hit[] };
export type Conflict = {
  readonly field: string;
  readonly yours: unknown;
  readonly theirs: unknown;
  readonly by: string;
  readonly at: string;
};
export type Saved = { readonly saved: boolean; readonly version: number; readonly conflicts?: readonly Conflict[] };
export type KeptConsent = Consent & { readonly id: string };
export type Agency = { readonly id: string; readonly name: string; readonly kind: string };
/** What a referral could rest on and pass on. */
export type Choices = {
  readonly to: string;
  readonly purpose: "police" | "referral";
  readonly againstWish: boolean;
  readonly consents: readonly (KeptConsent & { readonly fields: readonly string[] })[];
  readonly fields: readonly { readonly pointer: string; readonly value?: unknown; readonly least: boolean }[];
};
export type Referral = {
  readonly id: string;
  readonly state: string;
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly way: "sent" | "received";
  readonly requested: string;
  readonly decided?: string;
  readonly done?: string;
  readonly fields: readonly string[];
  readonly record?: unknown;
};
export type HandOver = {
  readonly id: string;
  readonly state: "offered" | "accepted" | "declined" | "withdrawn";
  readonly way: "given" | "received" | "within";
  readonly number?: string;
  readonly from: string;
  readonly to: string;
  readonly ground: string;
  readonly offered: string;
  readonly decided?: string;
  readonly declined?: string;
  readonly receipt?: string;
  readonly record?: unknown;
};
