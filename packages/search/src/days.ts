import { daysFromToday } from "@beseda/protocol";

const dayMs = 24 * 60 * 60 * 1000;

/** A day, month or year, in milliseconds: from its beginning to the beginning of the next one. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

const patterns = [
  /^(?<year>\d{4})(?:-(?<month>\d{1,2})(?:-(?<day>\d{1,2}))?)?$/u,
  /^(?:(?<day>\d{1,2})\.)?(?<month>\d{1,2})\.(?<year>\d{4})$/u,
];

/** Returns the period of a date, in the zone of this machine; undefined for what is none. */
export const periodOf = (typed: string, now: Date): Period | undefined => {
  const text = typed.toLowerCase();
  const shift = daysFromToday(text);
  if (shift !== undefined)
    return period([now.getFullYear(), now.getMonth(), now.getDate() + shift], [0, 0, 1]);
  const groups = patterns.map((pattern) => pattern.exec(text)?.groups).find(Boolean);
  if (!groups) return undefined;
  const year = Number(groups["year"]);
  const month = Number(groups["month"] ?? 1);
  const day = Number(groups["day"] ?? 1);
  if (!isDate(year, month, day)) return undefined;
  const length = groups["day"]
    ? ([0, 0, 1] as const)
    : groups["month"]
      ? ([0, 1, 0] as const)
      : ([1, 0, 0] as const);
  return period([year, month - 1, day], length);
};

type Parts = readonly [year: number, month: number, day: number];

const period = ([year, month, day]: Parts, [years, months, days]: Parts): Period => ({
  from: new Date(year, month, day).getTime(),
  to: new Date(year + years, month + months, day + days).getTime(),
});

const isDate = (year: number, month: number, day: number): boolean => {
  if (year < 1970 || month < 1 || month > 12 || day < 1) return false;
  const beginning = Date.UTC(year, month - 1, 1);
  return new Date(beginning + (day - 1) * dayMs).getUTCMonth() === month - 1;
};
