import type { Clock } from "../rows/clock.ts";
import { UserError } from "../user-error.ts";
import type { Filter } from "./filter.ts";

/** Options that choose records, as typed. */
export interface FilterOptions {
  readonly since?: string;
  readonly until?: string;
  readonly client?: readonly string[];
  readonly room?: readonly string[];
  readonly type?: readonly string[];
}

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000 } as const;
const ago = /^(\d{1,6})([dhm])$/u;
const local = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?$/u;
const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/u;

const unitOf = (letter: string | undefined): number =>
  letter === "d" ? unitMs.d : letter === "h" ? unitMs.h : unitMs.m;

/** A time as typed. */
const timeOf = (text: string, clock: Clock, now: number): number => {
  const before = ago.exec(text);
  if (before) return now - Number(before[1]) * unitOf(before[2]);
  const isLocal = local.test(text);
  const time = isLocal || zoned.test(text) ? instantOf(text.replace(" ", "T"), isLocal) : Number.NaN;
  if (Number.isNaN(time)) throw new UserError("time", text);
  return isLocal ? clock.time(time) : time;
};

/** @returns NaN where there is no such day, such as 30 February, which `Date.parse` takes for another one */
const instantOf = (iso: string, isLocal: boolean): number => {
  const day = iso.slice(0, 10);
  const start = Date.parse(day);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return Number.NaN;
  return Date.parse(isLocal && iso.includes("T") ? `${iso}Z` : iso);
};

/**
 * The filter that was asked for.
 * @throws {UserError} where a time is none
 */
export const parseFilter = (options: FilterOptions, clock: Clock, now: number): Filter => ({
  ...(options.since !== undefined && { since: timeOf(options.since, clock, now) }),
  ...(options.until !== undefined && { until: timeOf(options.until, clock, now) }),
  ...(options.client && { clients: new Set(options.client.map((client) => client.toLowerCase())) }),
  ...(options.room && { rooms: new Set(options.room) }),
  ...(options.type && { types: new Set(options.type) }),
});
