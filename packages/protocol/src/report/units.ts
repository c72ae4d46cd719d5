import { z } from "zod";

/** The units that reports are written in. Times are UTC unless described as wall-clock times. */
export const count = z.int().min(0);
export const timestamp = z.iso.datetime();
/** Part of a whole, 0 to 1. */
export const share = z.number().min(0).max(1);
export const milliseconds = z.number().min(0);
/** 0 to 23, on the wall clock of the report's time zone. */
export const hourOfDay = z.int().min(0).max(23);
/** `2026-11-21` or, for shorter steps, `2026-11-21T10:00`, on the wall clock of the report's time zone. */
export const localStart = z.string().regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/u);

/** Seven rows, from Monday, of 24 hours. */
export const weekSchema = z.array(z.array(z.number().min(0)).length(24)).length(7);

/** Lengths of a set of sessions, or of waits. Null if the set is empty. */
export const durationStatsSchema = z.object({
  count,
  total_ms: milliseconds,
  mean_ms: milliseconds.nullable(),
  median_ms: milliseconds.nullable(),
  p90_ms: milliseconds.nullable(),
  p95_ms: milliseconds.nullable(),
  max_ms: milliseconds.nullable(),
});
export type DurationStats = z.infer<typeof durationStatsSchema>;

/** A client with its last name. */
export const person = { client_id: z.string(), name: z.string() };
