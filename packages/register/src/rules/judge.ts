import { isOpen } from "./hours.ts";
import { liesIn } from "./networks.ts";
import type { AccessRules } from "./rules.ts";

/** What a request shows of where it comes from: the client's address, and the mark its browser keeps. */
export type Client = { readonly address?: string | undefined; readonly device?: string | undefined };

/** How a session stands towards the rules. */
export type Standing = {
  readonly address: string | undefined;
  /** A passkey was given in this session. */
  readonly passkey: boolean;
  /** It is the browser the session began in, and the account was used from it before with a passkey or under older rules. */
  readonly knownDevice: boolean;
  readonly ageMinutes: number;
};

export type Reason = "network" | "hours" | "passkey" | "device";

/** Kept out by the agency's rules, whatever the role. */
export class Barred extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(sentences[reason]);
    this.name = "Barred";
    this.reason = reason;
  }
}

const sentences: Readonly<Record<Reason, string>> = {
  network: "your organisation's register is not open from this network",
  hours: "your organisation's register is closed at this hour",
  passkey: "your organisation asks for a passkey",
  device: "this browser was not used with your account before; sign in with a passkey",
};

/** Place and time: asked at every request, signed in or on the way. */
export function barsPlace(rules: AccessRules, address: string | undefined, now: Date): Reason | undefined {
  if (rules.networks.length > 0 && !liesIn(address, rules.networks)) return "network";
  return isOpen(rules, now) ? undefined : "hours";
}

/** Everything a whole session is held to. */
export function bars(rules: AccessRules, standing: Standing, now: Date): Reason | undefined {
  const place = barsPlace(rules, standing.address, now);
  if (place !== undefined) return place;
  if (rules.requirePasskey && !standing.passkey) return "passkey";
  return rules.newDevice === "passkey" && !standing.knownDevice ? "device" : undefined;
}
