import { z } from "zod";

/** A date and time as a person types it, on their own clock. */
export interface TypedTime {
  /** `2026-11-30`, or the days from today: 0 for today, -1 for yesterday. */
  readonly day: string | number;
  /** `09:05` */
  readonly time: string;
}

const nearby: ReadonlyMap<string, number> = new Map([
  ["today", 0],
  ["сегодня", 0],
  ["yesterday", -1],
  ["вчера", -1],
]);

/** Returns the days from today that a word for a day stands for; undefined for any other word. */
export const daysFromToday = (word: string): number | undefined => nearby.get(word.toLowerCase());

const pattern =
  /^(?:(?<year>\d{4})-(?<month>\d\d)-(?<date>\d\d)|(?<dateFirst>\d\d?)\.(?<monthNext>\d\d?)\.(?<yearLast>\d{4})|(?<word>\p{L}+))(?:(?:\s+|T)(?<clock>\d\d?:\d\d))?$/u;

const twoDigits = (number: string | undefined): string => (number ?? "").padStart(2, "0");

const parse = (text: string): TypedTime | undefined => {
  const groups = pattern.exec(text)?.groups;
  if (!groups) return undefined;
  const { year, month, date, dateFirst, monthNext, yearLast, word, clock = "0:00" } = groups;
  const time = clock.padStart(5, "0");
  if (word === undefined) {
    const day = year
      ? `${year}-${month}-${date}`
      : `${yearLast}-${twoDigits(monthNext)}-${twoDigits(dateFirst)}`;
    return isLocalTime(`${day}T${time}`) ? { day, time } : undefined;
  }
  const day = daysFromToday(word);
  return day !== undefined && isLocalTime(`2026-11-30T${time}`) ? { day, time } : undefined;
};

const isLocalTime = (text: string): boolean => z.iso.datetime({ local: true }).safeParse(text).success;

/** `2026-11-30`, `30.11.2026` or `yesterday`, with or without a time of day. */
export const typedTimeSchema = z.string().transform((text, context): TypedTime => {
  const parsed = parse(text);
  if (parsed) return parsed;
  context.addIssue("not a date");
  return z.NEVER;
});

/** Returns a typed time as ISO 8601 in UTC, by the clock of this machine; `now` in milliseconds since 1970. */
export const timeOf = ({ day, time }: TypedTime, now: number): string => {
  if (typeof day === "string") return new Date(`${day}T${time}`).toISOString();
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const today = new Date(now);
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() + day, hour, minute).toISOString();
};
