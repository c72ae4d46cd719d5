import { z } from "zod";
import { count, durationStatsSchema, hourOfDay, milliseconds, person, share, timestamp } from "./units.ts";

const sessionRowSchema = z.object({
  session: z.string(),
  ...person,
  via: z.string().nullable(),
  /**
   * `ended`: by the client or the connection. `cut`: by the server's stop or crash, so its length says
   * nothing about the person. `open`: no end in the log. `unstarted`: no start in the log.
   */
  state: z.enum(["ended", "cut", "open", "unstarted"]),
  started: timestamp.nullable(),
  ended: timestamp.nullable(),
  duration_ms: milliseconds.nullable(),
  code: z.int().nullable(),
  status: z.string().nullable(),
  messages: count,
});
export type SessionRow = z.infer<typeof sessionRowSchema>;

/** Lengths of sessions. Means, quantiles and tables cover only the ended ones. */
export const sessionsReportSchema = z.object({
  ended: durationStatsSchema,
  cut: durationStatsSchema,
  /** Sessions without an end: still open, or lost with a server that did not write their end. */
  open: z.object({ count }),
  unstarted: z.object({ count }),
  /**
   * Quantiles of more than 10,000 sessions are off by at most this share of their value; those of one client
   * or transport, from 500 sessions on, by 1.6 %.
   */
  quantile_error: share,
  /** Ended sessions by length; `to_ms` null is without limit. */
  histogram: z.array(z.object({ from_ms: milliseconds, to_ms: milliseconds.nullable(), count })),
  /** Sessions shorter than 10 seconds. */
  bounces: count,
  /** Sessions without a message. */
  silent: count,
  messages: z.object({ mean: z.number().nullable(), median: count.nullable(), max: count }),
  time_to_first_message: durationStatsSchema,
  /** Ended and cut sessions added up, beside the time in which a client had at least one. */
  side_by_side: z.object({ sum_ms: milliseconds, present_ms: milliseconds }),
  by_client: z.array(durationStatsSchema.extend(person)),
  by_via: z.array(durationStatsSchema.extend({ via: z.string() })),
  /** Sessions by the hour of their start, 24 rows. */
  by_hour: z.array(z.object({ hour: hourOfDay, count, mean_ms: milliseconds.nullable() })),
  /** The newest sessions, at most 100, in the order of their end; open ones last. */
  recent: z.array(sessionRowSchema),
});
export type SessionsReport = z.infer<typeof sessionsReportSchema>;

/** The kinds of session end. */
export const endingKindSchema = z.enum(["clean", "abnormal", "moderated", "server"]);
export type EndingKind = z.infer<typeof endingKindSchema>;

/** How sessions end. */
export const disconnectsReportSchema = z.object({
  total: count,
  clean: count,
  /** The connection was lost, or unusable. */
  abnormal: count,
  /** Kicked, banned, flooding, replaced. */
  moderated: count,
  /** Stop or crash of the server. */
  server: count,
  by_status: z.array(
    z.object({
      status: z.string(),
      kind: endingKindSchema,
      count,
      share,
      /** Share of them after which the client was back within this many seconds. */
      back_in_5_s: share,
      back_in_30_s: share,
      back_in_60_s: share,
    }),
  ),
  by_code: z.array(z.object({ code: z.int(), count, share })),
  by_reason: z.array(z.object({ reason: z.string(), count })),
  by_via: z.array(z.object({ via: z.string(), total: count, abnormal: count, abnormal_share: share })),
  by_hour: z.array(z.object({ hour: hourOfDay, total: count, abnormal: count })),
  by_client: z.array(
    z.object({
      ...person,
      total: count,
      abnormal: count,
      /** Number of times with five abnormal ends within ten minutes. */
      flapping: count,
      /** Number of ends by status. */
      statuses: z.record(z.string(), count),
    }),
  ),
  /** Many drops at once. */
  incidents: z.object({
    /** This many drops within this time are an incident. */
    drops: count,
    window_ms: milliseconds,
    count,
    /** The newest, at most 100. */
    list: z.array(
      z.object({
        start: timestamp,
        end: timestamp,
        drops: count,
        clients: count,
        /** Most frequent status. */
        status: z.string(),
        /** Time until four of five clients were back; null if they were not within ten minutes. */
        recovery_ms: milliseconds.nullable(),
      }),
    ),
  }),
  /** Online time / abnormal ends; null without any. */
  mean_time_between_drops_ms: milliseconds.nullable(),
  availability: z.object({
    /** Share of the period in which the server ran, as far as the log shows. */
    share: share.nullable(),
    down_ms: milliseconds,
    restarts: count,
    crashes: count,
  }),
});
export type DisconnectsReport = z.infer<typeof disconnectsReportSchema>;

/** The transports and programs with which clients connect. */
export const connectionsReportSchema = z.object({
  by_via: z.array(z.object({ via: z.string(), sessions: count, share })),
  by_program: z.array(z.object({ program: z.string(), sessions: count, share })),
});
export type ConnectionsReport = z.infer<typeof connectionsReportSchema>;
