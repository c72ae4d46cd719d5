import { z } from "zod";

/** Version of the shape below. Adding a field keeps it; a changed or removed field raises it. */
export const reportVersion = 1;

const count = z.int().min(0);
const timestamp = z.iso.datetime();
/** Part of a whole, 0 to 1. */
const share = z.number().min(0).max(1);
const milliseconds = z.number().min(0);

/** Lengths of a set of sessions. All in milliseconds; null where the set is empty. */
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

/** Why a record could not be read. */
export const damageReasonSchema = z.enum([
  "not-json",
  "not-a-record",
  "bad-time",
  "torn",
  "cut-off",
  "too-long",
  "not-utf8",
  "garbage",
]);
export type DamageReason = z.infer<typeof damageReasonSchema>;

/** A record that could not be read, and where it is. */
export const damageSchema = z.object({
  file: z.string(),
  /** 1 for the first line. */
  line: z.int().min(1),
  /** Offset in the (unpacked) file, 0 for the first byte. */
  byte: count,
  reason: damageReasonSchema,
});

/** What was read. */
export const inputReportSchema = z.object({
  files: z.array(z.string()),
  bytes: count,
  records: count,
  bad_records: count,
  /** Time of the first and of the last record; null without records. */
  first: timestamp.nullable(),
  last: timestamp.nullable(),
  damage: z.array(damageSchema),
});

const clientRowSchema = z.object({
  client_id: z.string(),
  /** Names in the order of their first use. */
  names: z.array(z.string()),
  first_seen: timestamp,
  last_seen: timestamp,
  messages: count,
  /** Of all messages. */
  share,
  words: count,
  characters: count,
  sessions: count,
  /** Lengths of all ended and cut sessions added up. */
  online_ms: milliseconds,
});
export type ClientRow = z.infer<typeof clientRowSchema>;

/** How active each client is; the most active first. */
export const clientsReportSchema = z.object({
  total: count,
  messages: count,
  rows: z.array(clientRowSchema),
});
export type ClientsReport = z.infer<typeof clientsReportSchema>;

const sessionRowSchema = z.object({
  session: z.string(),
  client_id: z.string(),
  name: z.string(),
  via: z.string().nullable(),
  /**
   * `ended`: by the client or the connection. `cut`: by the server's stop or crash, so its length says nothing of
   * the person. `open`: no end in the log. `unstarted`: no start in the log.
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

/** How long sessions last. Means and quantiles are of the ended ones only. */
export const sessionsReportSchema = z.object({
  ended: durationStatsSchema,
  cut: durationStatsSchema,
  open: z.object({ count }),
  unstarted: z.object({ count }),
  by_client: z.array(durationStatsSchema.extend({ client_id: z.string(), name: z.string() })),
  by_via: z.array(durationStatsSchema.extend({ via: z.string() })),
  /** The newest sessions, at most 100, in the order of their end; open ones last. */
  recent: z.array(sessionRowSchema),
});
export type SessionsReport = z.infer<typeof sessionsReportSchema>;

/** How sessions end. */
export const disconnectsReportSchema = z.object({
  total: count,
  by_status: z.array(z.object({ status: z.string(), count, share })),
  by_code: z.array(z.object({ code: z.int(), count, share })),
  by_client: z.array(
    z.object({
      client_id: z.string(),
      name: z.string(),
      total: count,
      /** Number of ends by status. */
      statuses: z.record(z.string(), count),
    }),
  ),
});
export type DisconnectsReport = z.infer<typeof disconnectsReportSchema>;

/** What `pnpm analyze --format json` prints. A section is left out when it was not asked for. */
export const reportSchema = z.object({
  format: z.literal("beseda-report"),
  version: z.literal(reportVersion),
  input: inputReportSchema,
  clients: clientsReportSchema.optional(),
  sessions: sessionsReportSchema.optional(),
  disconnects: disconnectsReportSchema.optional(),
});
export type Report = z.infer<typeof reportSchema>;
