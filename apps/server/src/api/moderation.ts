import { procedures } from "@beseda/protocol";
import { procedure, router } from "./trpc.ts";

/** What moderators do, each a record that everybody in the room sees; and what they are told, which nobody sees. */
export const moderation = router({
  kick: procedure
    .input(procedures.moderation.kick.input)
    .mutation(({ ctx, input }) => ctx.session.moderation.kick(input)),
  ban: procedure
    .input(procedures.moderation.ban.input)
    .mutation(({ ctx, input }) => ctx.session.moderation.ban(input)),
  unban: procedure
    .input(procedures.moderation.unban.input)
    .mutation(({ ctx, input }) => ctx.session.moderation.unban(input.name)),
  mute: procedure
    .input(procedures.moderation.mute.input)
    .mutation(({ ctx, input }) => ctx.session.moderation.mute(input)),
  unmute: procedure
    .input(procedures.moderation.unmute.input)
    .mutation(({ ctx, input }) => ctx.session.moderation.unmute(input)),
  slow: procedure
    .input(procedures.moderation.slow.input)
    .mutation(({ ctx, input }) => ctx.session.moderation.slow(input.room, input.seconds)),
  /** Tells the moderators of somebody, or of a message. */
  report: procedure
    .input(procedures.moderation.report.input)
    .mutation(({ ctx, input }) => ctx.session.people.report(input)),
  /** Open reports that one decides about, the oldest first, a page at a time. */
  reports: procedure
    .input(procedures.moderation.reports.input)
    .query(({ ctx, input }) => ctx.session.people.reports(input.page)),
  resolve: procedure
    .input(procedures.moderation.resolve.input)
    .mutation(({ ctx, input }) => ctx.session.people.resolve(input.id)),
  role: procedure
    .input(procedures.moderation.role.input)
    .mutation(({ ctx, input }) => ctx.session.moderation.grant(input)),
});
