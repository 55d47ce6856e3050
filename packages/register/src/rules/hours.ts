import type { AccessRules } from "./rules.ts";

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether the agency's hours are open at a moment, read by the clock of its time zone. */
export function isOpen({ hours, timeZone }: Pick<AccessRules, "hours" | "timeZone">, now: Date): boolean {
  if (hours === null) return true;
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? "";
  const today = days.indexOf(part("weekday"));
  const minute = minutesOf(`${part("hour")}:${part("minute")}`);
  const opened = (day: number, passed: number): boolean => {
    const span = hours[(day + 7) % 7];
    if (!span) return false;
    const [from, to] = [minutesOf(span.from), minutesOf(span.to)];
    return passed >= from && passed < (to > from ? to : to + 24 * 60);
  };
  return opened(today, minute) || opened(today - 1, minute + 24 * 60);
}
