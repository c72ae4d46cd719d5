import type { Locale } from "@beseda/protocol";

/** Says when something happened, in the time zone and language of the person. */
export interface Clock {
  /** `13:45` */
  minute(time: string): string;
  /** `13:45:07` */
  second(time: string): string;
  /** `пятница, 21 ноября 2026 г.` */
  day(time: string): string;
  /** Equal for two times of one day. */
  dayKey(time: string): string;
}

/** @param timeZone of the system unless given */
export const createClock = (locale: Locale, timeZone?: string): Clock => {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", ...zone });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "full", ...zone });
  const key = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", ...zone });
  const second = (at: string): string => time.format(new Date(at));
  return {
    second,
    minute: (at) => second(at).slice(0, 5),
    day: (at) => day.format(new Date(at)),
    dayKey: (at) => key.format(new Date(at)),
  };
};
