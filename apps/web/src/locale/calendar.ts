import type { Locale } from "@beseda/protocol";
import { lately } from "../store/lately.ts";

const dayMs = 86_400_000;

/** Returns the local day of a time, as `2026-11-21`: equal for times of one day, in order as text. */
export const dayOf = (time: string | number): string => {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

const capitalised = (text: string, locale: Locale): string =>
  text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** Returns the full days from one day to another; noon keeps it right when a day has 23 or 25 hours. */
const daysBetween = (day: string, today: string): number =>
  Math.round((Date.parse(`${day}T12:00`) - Date.parse(`${today}T12:00`)) / dayMs);

/** Returns a day as people say it: today, yesterday, else with the weekday, and with another year. */
export const dayName = (day: string, today: string, locale: Locale): string => {
  const distance = daysBetween(day, today);
  if (distance === 0 || distance === -1) {
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(distance, "day");
    return capitalised(relative, locale);
  }
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  });
  return capitalised(format.format(new Date(`${day}T12:00`)), locale);
};

const clocks = {
  en: new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }),
  ru: new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit" }),
} satisfies Record<Locale, Intl.DateTimeFormat>;

/** Length of a UTC time up to its minute, and up to its second: times that agree so far look the same. */
const minute = 16;
const second = 19;

const upTo = (time: string, length: number): string =>
  time.endsWith("Z") ? `${time.slice(0, length)}Z` : time;

const clockIn = (locale: Locale) => lately((time) => clocks[locale].format(new Date(time)));
const latestClocks = { en: clockIn("en"), ru: clockIn("ru") } satisfies Record<Locale, unknown>;

/** Hours and minutes. */
export const clockOf = (time: string, locale: Locale): string => latestClocks[locale](upTo(time, minute));

// Created once: creating one takes longer than everything else that a row of the conversation needs.
const exactClocks = {
  en: new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "long" }),
  ru: new Intl.DateTimeFormat("ru", { dateStyle: "full", timeStyle: "long" }),
} satisfies Record<Locale, Intl.DateTimeFormat>;

const exactIn = (locale: Locale) => lately((time) => exactClocks[locale].format(new Date(time)));
const latestExact = { en: exactIn("en"), ru: exactIn("ru") } satisfies Record<Locale, unknown>;

/** Formats a full time, with seconds and the zone, for a tooltip. */
export const exactTime = (time: string, locale: Locale): string => latestExact[locale](upTo(time, second));
