import { procedures } from "@beseda/protocol";
import { procedure, router } from "./trpc.ts";

export const account = router({
  /** Keeps the name of this session behind a password. */
  register: procedure
    .input(procedures.account.register.input)
    .mutation(({ ctx, input }) => ctx.session.account.register(input.password, input.name)),
  /** A token: connect again with it, and you are that account's client. */
  login: procedure
    .input(procedures.account.login.input)
    .mutation(({ ctx, input }) => ctx.session.account.login(input)),
  /** Ends this login and every connection that came with it. */
  logout: procedure.mutation(({ ctx }) => ctx.session.account.logout()),
  /** A new password; every other login ends. */
  password: procedure
    .input(procedures.account.password.input)
    .mutation(({ ctx, input }) => ctx.session.account.changePassword(input.old, input.new)),
  /** Where one is logged in. */
  sessions: procedure.query(({ ctx }) => ctx.session.account.logins()),
  /** Ends one of one's logins. */
  end: procedure
    .input(procedures.account.end.input)
    .mutation(({ ctx, input }) => ctx.session.account.end(input.id)),
  /** Becomes what an invitation makes of one. */
  redeem: procedure
    .input(procedures.account.redeem.input)
    .mutation(({ ctx, input }) => ctx.session.account.redeem(input.invitation)),
  /** A link for who forgot a password. */
  reset: procedure
    .input(procedures.account.reset.input)
    .mutation(({ ctx, input }) => ctx.session.account.reset(input.name)),
  /** Sets a new password with such a link. */
  recover: procedure
    .input(procedures.account.recover.input)
    .mutation(({ ctx, input }) => ctx.session.account.recover(input)),
  /** A link that lets somebody in. */
  invitation: procedure
    .input(procedures.account.invitation.input)
    .mutation(({ ctx, input }) => ctx.session.account.invitation(input)),
});
