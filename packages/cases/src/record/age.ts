import { yearOf } from "./dates.ts";
import type { AgeRange, CaseRecord } from "./types.ts";

export type Majority = "adult" | "child" | "unknown";

/** Adult, child, or unknown where the range has 18 inside it. */
export function majorityOf(age: AgeRange | undefined): Majority {
  if (age === undefined) return "unknown";
  if (age.from !== undefined && age.from >= 18) return "adult";
  if (age.to !== undefined && age.to < 18) return "child";
  return "unknown";
}

/** Age in whole years on a date, as a range where one of the two dates is not a full day. */
export function ageOn(birth: string, date: string): AgeRange | undefined {
  const years = yearOf(date) - yearOf(birth);
  if (years < 0 || years > 130) return undefined;
  const length = Math.min(birth.length, date.length);
  if (length === 4) return { from: Math.max(0, years - 1), to: years };
  const [month, birthday] = [date.slice(5, length), birth.slice(5, length)];
  if (length === 7 && month === birthday) return { from: Math.max(0, years - 1), to: years };
  const exact = month >= birthday ? years : years - 1;
  return exact < 0 ? undefined : { from: exact, to: exact };
}

/** The age that decides the child rule: when it happened, or when it began; else what today's age can still tell. */
export function ageForRules(record: CaseRecord): { readonly majority: Majority; readonly from: string } {
  const { person } = record;
  for (const [name, age] of [
    ["age when it happened", person.ageAtExploitation],
    ["age when it began", person.ageAtEntry],
  ] as const) {
    const majority = majorityOf(age);
    if (majority !== "unknown") return { majority, from: name };
  }
  const birth = person.birthDate;
  const times = (record.events ?? []).filter((event) => event.type !== undefined && event.start !== undefined);
  if (birth !== undefined && times.length > 0) {
    const ages = times.map((event) => majorityOf(ageOn(birth.date, event.start ?? "")));
    if (ages.includes("child")) return { majority: "child", from: "date of birth and dates of the events" };
    if (ages.every((age) => age === "adult"))
      return { majority: "adult", from: "date of birth and dates of the events" };
  }
  // Who is a child now was one when it happened; an adult now may have been a child then.
  if (currentMajority(record) === "child") return { majority: "child", from: "age when recorded" };
  return { majority: "unknown", from: "no age at the time of the events" };
}

/** Adult or child when the case was recorded; decides what a record about a child may hold and which rules protect. */
export function currentMajority(record: CaseRecord): Majority {
  const { person } = record;
  const stated = majorityOf(person.ageAtRegistration);
  if (stated !== "unknown") return stated;
  if (person.birthDate !== undefined && record.case.registered !== undefined)
    return majorityOf(ageOn(person.birthDate.date, record.case.registered));
  // A person who was 18 or older at the event is so at registration.
  const then = majorityOf(person.ageAtExploitation);
  return then === "adult" ? "adult" : "unknown";
}
