import { z } from "zod";
import { count, timestamp } from "./units.ts";

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
  "unclosed",
  "bad-gzip",
]);
export type DamageReason = z.infer<typeof damageReasonSchema>;

/** A place in a file that is not a good record. */
export const damageSchema = z.object({
  file: z.string(),
  /** 1 for the first line. */
  line: z.int().min(1),
  /** Offset in the (unpacked) file, 0 for the first byte. */
  byte: count,
  reason: damageReasonSchema,
});

/** How a log of another program was read: its names for the fields of a record. */
export const readAsSchema = z.object({
  file: z.string(),
  /** Fields by their meaning, nested ones with dots; a date and a clock with a `+`. */
  fields: z.object({
    who: z.string(),
    what: z.string(),
    when: z.string(),
    name: z.string().optional(),
    room: z.string().optional(),
    kind: z.string().optional(),
    /** The field that distinguishes the server from its clients. */
    side: z.string().optional(),
  }),
  /** The order in which the numbers of a date were read. */
  date_order: z.enum(["dmy", "mdy", "ymd"]).optional(),
  /** Encoding of the text, if it was not UTF-8. */
  encoding: z.string().optional(),
  /** Place of the records in the one object of the file. */
  records: z.string().optional(),
  /** Whether the newest record came first in the file, and was read last. */
  newest_first: z.boolean().optional(),
});
export type ReadAs = z.infer<typeof readAsSchema>;

/** The input that was read. */
export const inputReportSchema = z.object({
  files: z.array(z.string()),
  bytes: count,
  /** Records that the report is made of, without those that filters drop. */
  records: count,
  /** Places that could not be read. */
  bad_records: count,
  /** Time of the first and of the last record; null without records. */
  first: timestamp.nullable(),
  last: timestamp.nullable(),
  /** Name of the time zone of all wall-clock times. */
  time_zone: z.string(),
  /** At most 100 places. */
  damage: z.array(damageSchema),
  /** Files that are not logs of this program, and how they were read. */
  read_as: z.array(readAsSchema).optional(),
});
export type InputReport = z.infer<typeof inputReportSchema>;

/** The filters that were set; a field is left out if it lets everything through. */
export const filterReportSchema = z.object({
  since: timestamp.optional(),
  until: timestamp.optional(),
  clients: z.array(z.string()).optional(),
  rooms: z.array(z.string()).optional(),
  types: z.array(z.string()).optional(),
});
export type FilterReport = z.infer<typeof filterReportSchema>;

/** The whole log in a few numbers. */
export const overviewReportSchema = z.object({
  messages: count,
  clients: count,
  rooms: count,
  /** Sessions that began. */
  sessions: count,
  /** Lengths of those that were ended or cut, added up. */
  online_ms: z.number().min(0),
  /** Time of clients with at least one session, added up; open sessions count to the log's end. */
  present_ms: z.number().min(0).optional(),
  /** Clients that have a session when the log ends. */
  online_now: count.optional(),
  peak_online: count,
  disconnects: count,
  /** Share of the disconnects that nobody wanted. */
  abnormal_share: z.number().min(0).max(1),
  /** Records of each type; unknown ones too. */
  types: z.array(z.object({ type: z.string(), count, is_known: z.boolean() })),
});
export type OverviewReport = z.infer<typeof overviewReportSchema>;
