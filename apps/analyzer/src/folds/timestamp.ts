/** A time as reports carry it: ISO 8601, UTC, milliseconds. */
export const timestamp = (time: number): string => new Date(time).toISOString();
