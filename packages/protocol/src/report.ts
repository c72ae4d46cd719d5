import { z } from "zod";
import {
  activityReportSchema,
  onlineReportSchema,
  qualityReportSchema,
  safetyReportSchema,
  wordsReportSchema,
} from "./report/activity.ts";
import { filterReportSchema, inputReportSchema, overviewReportSchema } from "./report/input.ts";
import {
  clientsReportSchema,
  compareReportSchema,
  conversationsReportSchema,
  growthReportSchema,
  roomsReportSchema,
} from "./report/people.ts";
import { filesReportSchema } from "./report/files.ts";
import { reactionsReportSchema } from "./report/reactions.ts";
import { connectionsReportSchema, disconnectsReportSchema, sessionsReportSchema } from "./report/sessions.ts";

export type * from "./report/activity.ts";
export type * from "./report/files.ts";
export type * from "./report/input.ts";
export type * from "./report/people.ts";
export type * from "./report/reactions.ts";
export type * from "./report/sessions.ts";
export { damageReasonSchema } from "./report/input.ts";
export type { DurationStats } from "./report/units.ts";

/** Version of the shape below. Adding a field keeps it; a changed or removed field raises it. */
export const reportVersion = 1;

/** The reports, in the order in which people read them. */
export const sectionsSchema = z.object({
  overview: overviewReportSchema,
  clients: clientsReportSchema,
  rooms: roomsReportSchema,
  sessions: sessionsReportSchema,
  disconnects: disconnectsReportSchema,
  online: onlineReportSchema,
  activity: activityReportSchema,
  conversations: conversationsReportSchema,
  words: wordsReportSchema,
  reactions: reactionsReportSchema,
  files: filesReportSchema,
  growth: growthReportSchema,
  compare: compareReportSchema,
  connections: connectionsReportSchema,
  safety: safetyReportSchema,
  quality: qualityReportSchema,
});
export type Sections = z.infer<typeof sectionsSchema>;
export type SectionKey = keyof Sections;

/** The output of `pnpm analyze --format json`. A section is left out if it was not requested. */
export const reportSchema = z.object({
  format: z.literal("beseda-report"),
  version: z.literal(reportVersion),
  input: inputReportSchema,
  filter: filterReportSchema,
  ...sectionsSchema.partial().shape,
});
export type Report = z.infer<typeof reportSchema>;
