import { Problem } from "@counterweight/kernel";
import { isNetwork } from "./networks.ts";

/** Opening and closing time of a day, "HH:MM"; a closing time not after the opening one lies on the next day. */
export type Hours = { readonly from: string; readonly to: string };

/** From where, when and how long an agency's people may work, and with which factor. */
export type AccessRules = {
  /** Networks in CIDR notation; empty: from anywhere. */
  readonly networks: readonly string[];
  /** Seven days, Monday first, null for a day without; null: at any hour. */
  readonly hours: readonly (Hours | null)[] | null;
  /** IANA name of the agency's time zone, by which the hours are read. */
  readonly timeZone: string;
  readonly longestHours: number;
  readonly idleMinutes: number;
  readonly requirePasskey: boolean;
  /** What signs in from a browser not used with the account before. */
  readonly newDevice: "code" | "passkey";
};

/** Without an administrator's word. Judged: a session ends after 30 minutes without a request, and after 12 hours. */
export const openRules: AccessRules = {
  networks: [],
  hours: null,
  timeZone: "UTC",
  longestHours: 12,
  idleMinutes: 30,
  requirePasskey: false,
  newDevice: "code",
};

const mostNetworks = 50;
const longestHoursRange = [1, 24] as const;
const idleMinutesRange = [5, 120] as const;

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

function whatIsWrong({
  networks,
  hours,
  timeZone,
  longestHours,
  idleMinutes,
}: AccessRules): [string, string] | undefined {
  const network = networks.find((text) => !isNetwork(text));
  if (network !== undefined)
    return [
      `"${network.slice(0, 60)}" is not a network`,
      "an address with a length, such as 203.0.113.0/24 or 2001:db8::/48",
    ];
  if (networks.length > mostNetworks) return [`${networks.length} networks`, `at most ${mostNetworks}`];
  if (!isZone(timeZone))
    return [`there is no time zone "${timeZone.slice(0, 60)}"`, "an IANA name such as Europe/Madrid"];
  const days = hours ?? [];
  if (hours !== null && hours.length !== 7) return [`hours for ${hours.length} days`, "seven, Monday first"];
  const time = days
    .flatMap((day) => (day === null ? [] : [day.from, day.to === "24:00" ? "00:00" : day.to]))
    .find((text) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(text));
  if (time !== undefined) return [`"${time.slice(0, 20)}" is not a time of day`, "hours and minutes such as 08:30"];
  if (hours !== null && days.every((day) => day === null))
    return ["no day has hours", "at least one, or hours left out"];
  const within = (value: number, [least, most]: readonly [number, number]) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (!within(longestHours, longestHoursRange))
    return [`a longest session of ${longestHours} hours`, longestHoursRange.join(" to ")];
  if (!within(idleMinutes, idleMinutesRange))
    return [`an idle time of ${idleMinutes} minutes`, idleMinutesRange.join(" to ")];
  return undefined;
}

/** Throws a Problem that names the first rule that cannot be. */
export function checkRules(rules: AccessRules): void {
  const wrong = whatIsWrong(rules);
  if (wrong !== undefined) throw new Problem({ code: "access.rules", what: wrong[0], expected: wrong[1] });
}
