/** YYYY, YYYY-MM or YYYY-MM-DD that exists in the calendar, years 1850 to 2200. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (match === null) return false;
  const year = Number(match[1]);
  if (year < 1850 || year > 2200) return false;
  if (match[2] === undefined) return true;
  const month = Number(match[2]);
  if (month < 1 || month > 12) return false;
  if (match[3] === undefined) return true;
  const day = Number(match[3]);
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** True when `first` surely lies after `second`; a year alone is not after a day in it. */
export function isAfter(first: string, second: string): boolean {
  const length = Math.min(first.length, second.length);
  return first.slice(0, length) > second.slice(0, length);
}

export const yearOf = (date: string): number => Number(date.slice(0, 4));
