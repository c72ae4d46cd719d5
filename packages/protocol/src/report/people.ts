import { z } from "zod";
import {
  count,
  durationStatsSchema,
  hourOfDay,
  localStart,
  milliseconds,
  person,
  share,
  timestamp,
} from "./units.ts";

const clientRowSchema = z.object({
  client_id: z.string(),
  /** Names in the order of their first use. */
  names: z.array(z.string()),
  first_seen: timestamp,
  last_seen: timestamp,
  messages: count,
  /** Share of all messages. */
  share,
  words: count,
  characters: count,
  /** Characters of a message; null without messages. */
  mean_length: z.number().nullable(),
  median_length: count.nullable(),
  questions: count,
  shouts: count,
  links: count,
  emoji: count,
  /** Days on which the log has something of the client. */
  active_days: count,
  longest_streak_days: count,
  /** Sessions that began. */
  sessions: count,
  /** Lengths of all ended and cut sessions added up. */
  online_ms: milliseconds,
  /** Time with at least one session; parallel sessions count once. Open ones count to the log's end. */
  present_ms: milliseconds,
  /** Whether the client has a session when the log ends. */
  is_online: z.boolean().optional(),
  /** Null for a client that was online for less than a minute. */
  messages_per_online_hour: z.number().nullable(),
  replies: count,
  mentions: count,
  mentioned: count,
  favourite_room: z.string().nullable(),
  favourite_hour: hourOfDay.nullable(),
  /** Median time that somebody waits for this client's answer. */
  median_response_ms: milliseconds.nullable(),
});
export type ClientRow = z.infer<typeof clientRowSchema>;

/** How active each client is; the most active first. */
export const clientsReportSchema = z.object({
  total: count,
  messages: count,
  rows: z.array(clientRowSchema),
});
export type ClientsReport = z.infer<typeof clientsReportSchema>;

/** How active each room is; the most active first. */
export const roomsReportSchema = z.object({
  rows: z.array(
    z.object({
      room: z.string(),
      messages: count,
      share,
      /** Clients that said something there. */
      speakers: count,
      words: count,
      joined: count,
      left: count,
      first: timestamp,
      last: timestamp,
    }),
  ),
});
export type RoomsReport = z.infer<typeof roomsReportSchema>;

/** Clients that come, stay and go. A client is active on a day on which the log has something of it. */
export const growthReportSchema = z.object({
  /** Active clients on the last day of the log, in its last 7 and last 30 days, and on an average day. */
  daily: count,
  weekly: count,
  monthly: count,
  mean_daily: z.number().min(0),
  /** `daily` of an average day / `monthly`. */
  stickiness: share.nullable(),
  weeks: z.array(
    z.object({
      /** Monday of the week. */
      start: localStart,
      active: count,
      new: count,
      /** Active in the week before too. */
      kept: count,
      /** Not active in the week before, but earlier. */
      returned: count,
      /** Active in the week before, not in this one. */
      lost: count,
    }),
  ),
  /** Clients by week of their first day: shares back the next day, a week later, in the fourth week after. */
  cohorts: z.array(
    z.object({
      start: localStart,
      size: count,
      day_1: share.nullable(),
      day_7: share.nullable(),
      week_4: share.nullable(),
    }),
  ),
  activation: z.object({ connected: count, spoke: count, share: share.nullable() }),
});
export type GrowthReport = z.infer<typeof growthReportSchema>;

const comparedSchema = z.object({ now: z.number(), before: z.number(), change: z.number().nullable() });

/** The newest days of the log beside as many days before them. */
export const compareReportSchema = z.object({
  days: count,
  start: localStart.nullable(),
  messages: comparedSchema,
  clients: comparedSchema,
  sessions: comparedSchema,
  online_ms: comparedSchema,
  disconnects: comparedSchema,
  abnormal_share: comparedSchema,
});
export type CompareReport = z.infer<typeof compareReportSchema>;

/** Answers between people, their speed, and conversations; one ends when a room is silent for 30 minutes. */
export const conversationsReportSchema = z.object({
  count,
  length: durationStatsSchema,
  mean_messages: z.number().nullable(),
  median_messages: count.nullable(),
  mean_people: z.number().nullable(),
  starters: z.array(z.object({ ...person, count })),
  /** Waits between a message and the next one of somebody else in the same conversation. */
  responses: durationStatsSchema,
  /** The pairs with the most answers, at most 50. Their waits are accurate to 6 %. */
  pairs: z.array(
    z.object({
      from: z.string(),
      from_name: z.string(),
      to: z.string(),
      to_name: z.string(),
      responses: count,
      median_ms: milliseconds,
      p90_ms: milliseconds,
    }),
  ),
  /** Explicit replies and mentions by sender and addressee, at most 50. */
  replies: z.array(
    z.object({ from: z.string(), from_name: z.string(), to: z.string(), to_name: z.string(), count }),
  ),
  first_responders: z.array(z.object({ ...person, count })),
  /** The longest runs of messages of one client without an answer. */
  monologues: z.array(z.object({ ...person, room: z.string(), messages: count, start: timestamp })),
  /** Counts of pairs are short by at most this; 0 when they are exact. */
  short_by: count,
});
export type ConversationsReport = z.infer<typeof conversationsReportSchema>;
