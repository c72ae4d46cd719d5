/** Which number of a date is which: 27.02.2026 has the day first. */
export const dateOrders = ["dmy", "mdy", "ymd"] as const;
export type DateOrder = (typeof dateOrders)[number];

/** Three numbers of a date whose order nobody can tell without having seen others. */
export type Numbers = readonly [first: number, second: number, third: number];

/** A time as it was spelled. */
export type Moment =
  /** Milliseconds since 1970. */
  | { readonly kind: "instant"; readonly at: number }
  /** The time that a clock showed, as milliseconds since 1970 as if it were in UTC. */
  | { readonly kind: "wall"; readonly at: number }
  /** A date of unknown order; `clock` is the time of the day, `offset` that of its zone, where it has one. */
  | {
      readonly kind: "numbers";
      readonly numbers: Numbers;
      readonly clock: number;
      readonly offset: number | undefined;
    }
  /** A time of the day without a date. */
  | { readonly kind: "clock"; readonly at: number };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** No chat is older, and a clock that shows a later time is wrong. */
const earliest = Date.UTC(1980, 0, 1);
const latest = Date.UTC(2100, 0, 1);

export const isPlausible = (time: number): boolean => time >= earliest && time < latest;

/** The units that a number may count, in milliseconds: no two of them give a time that is plausible. */
const units = [second, 1, 1e-3, 1e-6];
/**
 * A number since 1970 has ten digits at least, as seconds have since September 2001: a shorter one counts
 * since something else, such as the milliseconds since a program began.
 */
const shortest = 1e9;

/** A count of seconds, milliseconds, microseconds or nanoseconds since 1970; NaN when none of them can be meant. */
const instantOf = (value: number): number => {
  if (value < shortest) return Number.NaN;
  // Rounded to the microsecond first: a value for a whole millisecond must not lose it to the last bit.
  const times = units.map((unit) => Math.floor(Math.round(value * unit * 1000) / 1000));
  return times.find(isPlausible) ?? Number.NaN;
};

/** @returns NaN where there is no such day */
const dateOf = (year: number, month: number, dayOfMonth: number): number => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return isThere && month > 0 ? date.getTime() : Number.NaN;
};

/** Two digits of a year are of this century, or of the end of the last one. */
const fullYear = (year: number): number => (year > 99 ? year : year + (year < 80 ? 2000 : 1900));

/** The day that the numbers stand for in this order; NaN where there is no such day. */
export const dayOf = ([first, second_, third]: Numbers, order: DateOrder): number => {
  if (order === "dmy") return dateOf(fullYear(third), second_, first);
  return order === "mdy" ? dateOf(fullYear(third), first, second_) : dateOf(fullYear(first), second_, third);
};

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const russianMonths = "янв фев мар апр ма[йя] июн июл авг сен окт ноя дек".split(" ");

const monthOf = (name: string): number => {
  const start = name.toLowerCase().slice(0, 3);
  const index = months.indexOf(start);
  return (
    (index < 0 ? russianMonths.findIndex((month) => new RegExp(`^${month}`, "u").test(start)) : index) + 1
  );
};

const word = String.raw`[\p{L}]{3,}\.?`;
const weekday = String.raw`(?:[\p{L}]{2,}\.?,?\s+)?`;
const dates = [
  String.raw`(?<year>\d{4})(?<between>[-/.])(?<month>\d{1,2})\k<between>(?<day>\d{1,2})`,
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?=$|[T\s_-]|\d{4}(?:\d\d)?(?:\D|$))`,
  String.raw`(?<first>\d{1,2})(?<between>[-/.])(?<second>\d{1,2})\k<between>(?<third>\d{4}|\d{2})(?!\d)`,
  String.raw`${weekday}(?<day>\d{1,2})[\s-](?<name>${word})[\s,-]+(?<year>\d{4})(?:\s*г\.)?`,
  String.raw`${weekday}(?<name>${word})\s+(?<day>\d{1,2}),?\s+(?<year>\d{4})`,
].map((source) => new RegExp(`^${source}`, "iu"));
/** The format of C and its heirs: the year behind the clock. */
const yearLast = /^\p{L}{3,}\s+(?<name>\p{L}{3,})\s+(?<day>\d{1,2})\s+(?<rest>.*?)\s+(?<year>\d{4})$/iu;
const between = /^(?:\s*,\s*|\s+(?:at|в)\s+|[T_@]|\s*[-–]\s*(?=\d)|\s+)/iu;
const clocks = [
  /^(?<hours>\d{1,2})(?<sign>[:.-])(?<minutes>\d{2})(?:\k<sign>(?<seconds>\d{2})(?:[.,:](?<fraction>\d{1,9}))?)?(?:\s*(?<half>[ap])\.?m\.?)?/iu,
  /^(?<hours>\d{2})(?<minutes>\d{2})(?:(?<seconds>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?!\d)/u,
];
const zone =
  /^\s*(?:z|(?:utc|gmt)?\s*(?<sign>[+-])(?<hours>\d{1,2})(?::?(?<minutes>\d{2}))?|utc|gmt)(?:\s*\([^)]*\)|\[[^\]]*\])?$/iu;
const odata = /^\/Date\((?<count>-?\d+)(?:[+-]\d{4})?\)\/$/u;

/** A value read from a text, and the rest of the text. */
interface Read {
  readonly value: number;
  readonly rest: string;
}

const clockOf = (text: string): Read | undefined => {
  const found = clocks.map((clock) => clock.exec(text)).find((match) => match !== null);
  if (!found) return undefined;
  const { hours = "", minutes = "", seconds = "0", fraction = "", half } = found.groups ?? {};
  const isHalf = half !== undefined;
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)];
  if (isHalf ? h < 1 || h > 12 : h > 24 || (h === 24 && m + s > 0)) return undefined;
  if (m > 59 || s > 60) return undefined;
  const ofDay = isHalf ? (h % 12) + (half.toLowerCase() === "p" ? 12 : 0) : h;
  const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
  return { value: ofDay * hour + m * minute + s * second + ms, rest: text.slice(found[0].length) };
};

/** The offset of a zone: undefined if none is given, NaN if it is not a known one. */
const offsetOf = (text: string): number | undefined => {
  if (text.trim() === "") return undefined;
  const found = zone.exec(text)?.groups;
  if (!found) return Number.NaN;
  const offset = Number(found["hours"] ?? 0) * hour + Number(found["minutes"] ?? 0) * minute;
  return found["sign"] === "-" ? -offset : offset;
};

const momentOf = (date: number, clock: number, offset: number | undefined): Moment | undefined => {
  const at = date + clock - (offset ?? 0);
  // A wall clock may be a day off, for its zone.
  if (!isPlausible(at) && !(offset === undefined && isPlausible(at + day) && isPlausible(at - day)))
    return undefined;
  return offset === undefined ? { kind: "wall", at } : { kind: "instant", at };
};

const dated = (groups: Readonly<Record<string, string | undefined>>, rest: string): Moment | undefined => {
  const told = rest.replace(between, "");
  const clock = told.trim() === "" ? { value: 0, rest: "" } : clockOf(told);
  if (!clock) return undefined;
  const offset = offsetOf(clock.rest);
  if (Number.isNaN(offset)) return undefined;
  const { first, second: middle, third, year, month, name } = groups;
  if (first !== undefined) {
    const numbers: Numbers = [Number(first), Number(middle), Number(third)];
    const orders = dateOrders.filter((order) => third?.length === 2 || order !== "ymd");
    if (orders.every((order) => Number.isNaN(dayOf(numbers, order)))) return undefined;
    return { kind: "numbers", numbers, clock: clock.value, offset };
  }
  const date = dateOf(
    Number(year),
    name === undefined ? Number(month) : monthOf(name),
    Number(groups["day"]),
  );
  return Number.isNaN(date) ? undefined : momentOf(date, clock.value, offset);
};

const textMoment = (text: string): Moment | undefined => {
  if (/^\d+(?:\.\d+)?$/u.test(text)) {
    const at = instantOf(Number(text));
    if (!Number.isNaN(at)) return { kind: "instant", at };
  }
  const count = odata.exec(text)?.groups?.["count"];
  if (count !== undefined)
    return isPlausible(Number(count)) ? { kind: "instant", at: Number(count) } : undefined;
  for (const date of dates) {
    const found = date.exec(text);
    if (found?.groups) return dated(found.groups, text.slice(found[0].length));
  }
  const last = yearLast.exec(text)?.groups;
  if (last) return dated(last, last["rest"] ?? "");
  const clock = clockOf(text);
  return clock && clock.rest.trim() === "" ? { kind: "clock", at: clock.value } : undefined;
};

/** Blanks, minus signs and marks of direction that programs put into times, as the plain ones. */
const plain = (text: string): string =>
  text
    .replaceAll(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/[\u2010\u2011\u2212]/gu, "-")
    .trim();

/** Reads a value of a log as a time; undefined if it is not a time, or not a plausible one. */
export const momentIn = (value: unknown): Moment | undefined => {
  if (typeof value === "string") return value.length > 80 ? undefined : textMoment(plain(value));
  if (typeof value !== "number") return undefined;
  const at = instantOf(value);
  if (!Number.isNaN(at)) return { kind: "instant", at };
  // 20260227 and 20260227180311 do not count anything.
  return Number.isSafeInteger(value) && value > 1e7 ? textMoment(String(value)) : undefined;
};

export interface TimeOptions {
  /** Turns the numbers on a clock without a zone into a time. */
  readonly local: (clock: number) => number;
  /** Which number of a date is which, where that was found out or given. */
  readonly order?: DateOrder | undefined;
}

/** @returns NaN if the order has to be known and is not, or if there is no date */
export const timeOf = (moment: Moment, { local, order }: TimeOptions): number => {
  if (moment.kind === "instant") return moment.at;
  if (moment.kind === "clock") return Number.NaN;
  if (moment.kind === "wall") return local(moment.at);
  if (order === undefined) return Number.NaN;
  const date = dayOf(moment.numbers, order);
  const known = Number.isNaN(date) ? undefined : momentOf(date, moment.clock, moment.offset);
  return known === undefined ? Number.NaN : timeOf(known, { local });
};

/** Milliseconds since 1970 of a time in any usual spelling; NaN if it is not a time. */
export const parseTime = (value: unknown, options: TimeOptions): number => {
  const moment = momentIn(value);
  return moment ? timeOf(moment, options) : Number.NaN;
};
