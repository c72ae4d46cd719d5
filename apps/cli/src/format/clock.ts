import type { Locale } from "@beseda/protocol";

/** Formats times in the time zone and language of the person. */
export interface Clock {
  /** `13:45` */
  minute(time: string): string;
  /** `13:45:07` */
  second(time: string): string;
  /** `пятница, 21 ноября 2026 г.` */
  day(time: string): string;
  /** Equal for two times on the same day. */
  dayKey(time: string): string;
}

/** @param timeZone the system's unless given */
export const createClock = (locale: Locale, timeZone?: string): Clock => {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = format("en-GB", { timeStyle: "medium", ...zone });
  const day = format(locale, { dateStyle: "full", ...zone });
  const key = format("en-CA", { dateStyle: "short", ...zone });
  const second = (at: string): string => time(new Date(at));
  return {
    second,
    minute: (at) => second(at).slice(0, 5),
    day: (at) => day(new Date(at)),
    dayKey: (at) => key(new Date(at)),
  };
};

/** Creates the formatter at its first use: the prompt appears before anything has a time. */
const format = (...wish: ConstructorParameters<typeof Intl.DateTimeFormat>): ((date: Date) => string) => {
  let made: Intl.DateTimeFormat | undefined;
  return (date) => (made ??= new Intl.DateTimeFormat(...wish)).format(date);
};
