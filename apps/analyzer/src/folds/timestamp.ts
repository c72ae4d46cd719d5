const minutesLength = "2026-11-21T10:00".length;
const dayLength = "2026-11-21".length;

/** A time as reports carry it: ISO 8601, UTC, milliseconds. */
export const timestamp = (time: number): string => new Date(time).toISOString();

/** The time on the wall clock, to the minute. */
export const localMinute = (local: number): string => new Date(local).toISOString().slice(0, minutesLength);

/** The day on the wall clock. */
export const localDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, dayLength);
