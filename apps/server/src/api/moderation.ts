import {
  banSchema,
  grantSchema,
  kickSchema,
  muteSchema,
  pageSchema,
  reportInputSchema,
  resolveSchema,
  slowSchema,
  unbanSchema,
  unmuteSchema,
} from "@beseda/protocol";
import { procedure, router } from "./trpc.ts";

/** What moderators do, each a record that everybody in the room sees; and what they are told, which nobody sees. */
export const moderation = router({
  kick: procedure.input(kickSchema).mutation(({ ctx, input }) => ctx.session.moderation.kick(input)),
  ban: procedure.input(banSchema).mutation(({ ctx, input }) => ctx.session.moderation.ban(input)),
  unban: procedure.input(unbanSchema).mutation(({ ctx, input }) => ctx.session.moderation.unban(input.name)),
  mute: procedure.input(muteSchema).mutation(({ ctx, input }) => ctx.session.moderation.mute(input)),
  unmute: procedure.input(unmuteSchema).mutation(({ ctx, input }) => ctx.session.moderation.unmute(input)),
  slow: procedure
    .input(slowSchema)
    .mutation(({ ctx, input }) => ctx.session.moderation.slow(input.room, input.seconds)),
  /** Tells the moderators of somebody, or of a message. */
  report: procedure.input(reportInputSchema).mutation(({ ctx, input }) => ctx.session.people.report(input)),
  /** Open reports that one decides about, the oldest first, a page at a time. */
  reports: procedure.input(pageSchema).query(({ ctx, input }) => ctx.session.people.reports(input.page)),
  resolve: procedure.input(resolveSchema).mutation(({ ctx, input }) => ctx.session.people.resolve(input.id)),
  role: procedure.input(grantSchema).mutation(({ ctx, input }) => ctx.session.moderation.grant(input)),
});
