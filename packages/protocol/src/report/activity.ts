import { z } from "zod";
import { count, localStart, milliseconds, share, timestamp, weekSchema } from "./units.ts";

/** Width of the steps of a timeline. */
export const stepSchema = z.enum([
  "minute",
  "5-minutes",
  "15-minutes",
  "hour",
  "6-hours",
  "day",
  "week",
  "month",
]);
export type Step = z.infer<typeof stepSchema>;

const peakSchema = z.object({ start: localStart, messages: count }).nullable();

/** The times at which people write. */
export const activityReportSchema = z.object({
  step: stepSchema,
  /** Messages of each step that has any. */
  timeline: z.array(z.object({ start: localStart, messages: count })),
  week: weekSchema,
  busiest_minute: peakSchema,
  busiest_hour: peakSchema,
  busiest_day: peakSchema,
  /** Days with messages. */
  active_days: count,
  longest_streak_days: count,
  mean_per_day: z.number().min(0),
  /** The longest time without a message. */
  longest_silence: z.object({ start: timestamp, end: timestamp, duration_ms: milliseconds }).nullable(),
});
export type ActivityReport = z.infer<typeof activityReportSchema>;

/** The number of simultaneous sessions. */
export const onlineReportSchema = z.object({
  peak: z.object({ sessions: count, time: timestamp }).nullable(),
  /** Mean over the whole period. */
  mean: z.number().min(0),
  step: stepSchema,
  /** Mean and peak of each step. */
  timeline: z.array(z.object({ start: localStart, mean: z.number().min(0), peak: count })),
  /** Mean of each hour of the week. */
  week: weekSchema,
});
export type OnlineReport = z.infer<typeof onlineReportSchema>;

/** Statistics of everything that people write. */
export const wordsReportSchema = z.object({
  messages: count,
  words: count,
  characters: count,
  questions: count,
  shouts: count,
  links: count,
  emoji: count,
  /** `/me` */
  actions: count,
  scripts: z.object({ cyrillic: count, latin: count, other: count }),
  /** Forms of one word, grouped under the most frequent of them, without stop words; at most 100. */
  top_words: z.array(z.object({ word: z.string(), count, forms: z.array(z.string()) })),
  top_emoji: z.array(z.object({ emoji: z.string(), count })),
  domains: z.array(z.object({ domain: z.string(), count })),
  /** Number of different words, as they are written. */
  vocabulary: count,
  /** Counts of words are short by at most this; 0 when they are exact. */
  short_by: count,
});
export type WordsReport = z.infer<typeof wordsReportSchema>;

const personCount = z.object({ client_id: z.string(), name: z.string(), count });

/** The signs that a moderator looks for. */
export const safetyReportSchema = z.object({
  kicked: z.array(personCount),
  banned: z.array(personCount),
  rate_limited: z.array(personCount),
  /** People who were reported to the moderators, and how often. */
  reported: z.array(personCount),
  /** Twenty messages in ten seconds. */
  floods: z.array(personCount),
  /** The same text five times in a row. */
  repeats: z.array(personCount),
  /** Hours with far more messages than usual: the robust z-score is over 6. */
  spikes: z.array(z.object({ start: localStart, messages: count, score: z.number() })),
});
export type SafetyReport = z.infer<typeof safetyReportSchema>;

/** Whether the log can be trusted. */
export const qualityReportSchema = z.object({
  /** Records of types that this version does not know: kept and counted. */
  unknown_types: count,
  /** Records whose meaning was inferred from their words. */
  inferred: count,
  /** Records older than the one before. */
  time_goes_back: z.object({
    count,
    worst_ms: milliseconds,
    /** At most 20. */
    list: z.array(z.object({ seq: count, time: timestamp, by_ms: milliseconds })),
  }),
  /** Missing positions, and positions that repeat or go back; null if filters leave records out. */
  missing_seq: count.nullable(),
  repeated_seq: count.nullable(),
  /** Records whose `prev` is not the record before them in their room. */
  broken_prev: count.nullable(),
  sessions_without_end: count,
  sessions_without_start: count,
  damage_share: share,
});
export type QualityReport = z.infer<typeof qualityReportSchema>;
