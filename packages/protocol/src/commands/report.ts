import { z } from "zod";
import { cleanLine } from "../looks/line.ts";
import { nameSchema } from "../name.ts";
import { seqSchema } from "../ids.ts";
import { familiarPlaceOf, isDirectRoom, knownRoomSchema } from "../room-name.ts";
import { reasonSchema } from "../text.ts";
import { pageOfList, pageSchema } from "../page.ts";
import { pageOrNone, split } from "./arguments.ts";
import { command } from "./define-command.ts";
import { calling, saysDone, type Viewer } from "./outcome.ts";
import { mutation, query } from "./procedure.ts";
import { personSchema } from "./room.ts";

/** An open report as a moderator sees it (DIR-5). */
const reportListingSchema = z.object({
  /** `seq` of the report, by which it is closed. */
  id: seqSchema,
  time: z.string(),
  /** The person who was reported. */
  ...personSchema.shape,
  by: z.string(),
  by_name: z.string(),
  /** The room; missing if it is private and the moderator is not in it. */
  room: z.string().optional(),
  /** `seq` of the message. */
  target: seqSchema.optional(),
  /** The text of the message, if the moderator may read it. */
  text: z.string().optional(),
  reason: z.string().optional(),
});
export type ReportListing = z.infer<typeof reportListingSchema>;

const reportInputSchema = z.object({
  room: knownRoomSchema,
  about: z.union([z.object({ name: nameSchema }), z.object({ seq: seqSchema.min(1) })]),
  reason: reasonSchema.default(""),
});

export const reportProcedures = {
  /** Reports somebody, by name or `client_id`, or a message of theirs, by `seq`, to the moderators. */
  report: mutation("moderation.report", { input: reportInputSchema, answer: z.unknown() }),
  /** Lists the open reports that the client may decide, the oldest first, a page at a time. */
  reports: query("moderation.reports", { input: pageSchema, answer: z.array(reportListingSchema) }),
  resolve: mutation("moderation.resolve", {
    input: z.object({ id: seqSchema.min(1) }),
    answer: z.unknown(),
  }),
};

/** `NAME [REASON]`, `#SEQ [REASON]` */
const reported = z
  .string()
  .transform(split)
  .transform(({ name, rest }) => ({
    about: /^#\d+$/u.test(name) ? { seq: Number(name.slice(1)) } : { name },
    rest,
  }))
  .pipe(reportInputSchema.omit({ room: true, reason: true }).extend({ rest: reasonSchema }))
  .transform(({ about, rest }) => ({ about, reason: rest }));

/** An empty argument lists, a number lists that page, `resolve N` closes a report. */
const pageOrResolve = z.union([
  pageOrNone.transform((page): { page?: number; resolve?: number } => page),
  z
    .string()
    .regex(/^(?:resolve|закрыть)\s+#?\d{1,15}$/iu)
    .transform((text) => Number(text.replace(/^\D+/u, "")))
    .pipe(seqSchema.min(1))
    .transform((resolve): { page?: number; resolve?: number } => ({ resolve })),
]);

/** The length to which lines shorten a reported message, in characters. */
const longestQuote = 200;

const quoteFor = ({ hasOnlyLines }: Viewer, text: string | undefined): string | undefined =>
  hasOnlyLines && text !== undefined ? cleanLine(text).slice(0, longestQuote) : text;

const placeFor = ({ wordFor }: Viewer, room: string): string =>
  isDirectRoom(room) ? wordFor(room) : familiarPlaceOf(room);

export const reportCommands = {
  report: command("report", {
    aliases: ["пожаловаться"],
    arguments: reported,
    completes: "name",
    procedure: reportProcedures.report,
    call: (given, { room }) =>
      calling(reportProcedures.report, { room, ...given }, (_, __, lines) => ({
        lines: [lines.reportSent()],
      })),
  }),
  reports: command("reports", {
    aliases: ["жалобы"],
    arguments: pageOrResolve,
    procedure: reportProcedures.reports,
    call: ({ page, resolve }) =>
      resolve === undefined
        ? calling(reportProcedures.reports, { page }, (listed, viewer, lines) => ({
            lines: [
              lines.reports(pageOfList("reports", listed.length, page)),
              ...listed.map(
                ({ id, name, by_name, room, target, text, reason }) =>
                  `  ${lines.report({ id, name, by: by_name, place: room && placeFor(viewer, room), target, text: quoteFor(viewer, text), reason })}`,
              ),
            ],
          }))
        : calling(reportProcedures.resolve, { id: resolve }, saysDone),
  }),
};
