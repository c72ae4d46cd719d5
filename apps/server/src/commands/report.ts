import {
  ChatError,
  fileOf,
  isPrivateRoom,
  onPage,
  procedures,
  sayingOf,
  type Person,
  type ReportListing,
} from "@beseda/protocol";
import { memberRoom } from "../chat/lookup.ts";
import type { Report } from "../chat/state.ts";
import type { Context } from "./context.ts";
import { messageAt } from "./message-at.ts";
import { procedure } from "./procedure.ts";
import { anybodyOf } from "./target.ts";

const declared = procedures.moderation;

/** Reports of people and messages to moderators, which nobody else sees (DIR-5). */
export const reportProcedures = {
  /** Reports somebody, or a message, to the moderators. */
  report: procedure.input(declared.report.input).mutation(async ({ ctx, input: { room, about, reason } }) => {
    const { session, services } = ctx;
    const { actor } = session;
    memberRoom(services.chat.state, actor, room);
    const { client_id, name } =
      "seq" in about ? await authorOf(ctx, room, about.seq) : await anybodyOf(services, about.name);
    await services.chat.execute({
      kind: "report",
      actor,
      room,
      target: { client_id, name },
      ...("seq" in about && { message: about.seq }),
      reason,
    });
    session.logger.info({ audit: "reported", target: client_id }, "reported");
  }),
  /** Lists open reports that one decides about, the oldest first, a page at a time. */
  reports: procedure
    .input(declared.reports.input)
    .query(({ ctx, input: { page } }) =>
      Promise.all(onPage("reports", ctx.session.openReports, page).map((report) => listing(ctx, report))),
    ),
  /** Closes a report. */
  resolve: procedure.input(declared.resolve.input).mutation(async ({ ctx, input: { id } }) => {
    const { session, services } = ctx;
    const report = session.openReports.find(({ seq }) => seq === id);
    if (!report) throw new ChatError("unknown-report", id);
    await services.chat.execute({ kind: "resolve", actor: session.actor, report });
    session.logger.info({ audit: "report resolved", report: id }, "report resolved");
  }),
};

/** Lists a report; of a private room that one is not in, no more than the report itself says. */
const listing = async (
  context: Context,
  { seq, in: room, target, ...report }: Report,
): Promise<ReportListing> => {
  const isKnown = !isPrivateRoom(room) || context.session.memberSince(room) !== undefined;
  const message = target === undefined ? undefined : await messageAt(context, room, target);
  return {
    id: seq,
    ...report,
    ...(isKnown && { room }),
    ...(target !== undefined && { target }),
    ...(message !== undefined && {
      text: sayingOf(fileOf(message), message.message, context.session.locale),
    }),
  };
};

const authorOf = async (context: Context, room: string, seq: number): Promise<Person> => {
  const message = await messageAt(context, room, seq);
  if (!message) throw new ChatError("unknown-message", seq);
  return { client_id: message.client_id, name: message.name };
};
