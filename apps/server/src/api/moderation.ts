import {
  banSchema,
  grantSchema,
  kickSchema,
  muteSchema,
  slowSchema,
  unbanSchema,
  unmuteSchema,
} from "@beseda/protocol";
import { procedure, router } from "./trpc.ts";

/** What moderators do; each is a record that everybody in the room sees. */
export const moderation = router({
  kick: procedure.input(kickSchema).mutation(({ ctx, input }) => ctx.session.moderation.kick(input)),
  ban: procedure.input(banSchema).mutation(({ ctx, input }) => ctx.session.moderation.ban(input)),
  unban: procedure.input(unbanSchema).mutation(({ ctx, input }) => ctx.session.moderation.unban(input.name)),
  mute: procedure.input(muteSchema).mutation(({ ctx, input }) => ctx.session.moderation.mute(input)),
  unmute: procedure.input(unmuteSchema).mutation(({ ctx, input }) => ctx.session.moderation.unmute(input)),
  slow: procedure
    .input(slowSchema)
    .mutation(({ ctx, input }) => ctx.session.moderation.slow(input.room, input.seconds)),
  role: procedure.input(grantSchema).mutation(({ ctx, input }) => ctx.session.moderation.grant(input)),
});
