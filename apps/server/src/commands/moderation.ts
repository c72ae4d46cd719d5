import { lobby, procedures } from "@beseda/protocol";
import type { Target } from "../chat/actor.ts";
import { bannedTarget } from "../chat/lookup.ts";
import type { Session } from "../session/session.ts";
import type { Services } from "./context.ts";
import { procedure, router } from "./procedure.ts";
import { reportProcedures } from "./report.ts";
import { targetIn, targetOf } from "./target.ts";

const declared = procedures.moderation;

/**
 * Procedures of moderators, each a record that everybody in the room sees; and reports to them, which nobody
 * else sees.
 */
export const moderation = router({
  ...reportProcedures,
  /** Removes somebody from a room; from the lobby: from the chat, until they come again. */
  kick: procedure.input(declared.kick.input).mutation(async ({ ctx, input }) => {
    const { session, services } = ctx;
    const { room, reason } = input;
    const target = await targetIn(ctx, input);
    const kicked = await services.chat.execute({ kind: "kick", actor: session.actor, room, target, reason });
    audit(session, "kicked", { target, room });
    await services.sessions.effects.of(kicked);
  }),
  ban: procedure.input(declared.ban.input).mutation(async ({ ctx: { session, services }, input }) => {
    const { name, scope, lasts_ms, reason } = input;
    const target = await targetOf(services, name);
    const until = untilOf(services, lasts_ms);
    const common = { kind: "ban", actor: session.actor, target, scope, reason } as const;
    const banned = await services.chat.execute({ ...common, ...(until !== undefined && { until }) });
    audit(session, "banned", { target, scope, until });
    await services.sessions.effects.of(banned);
  }),
  unban: procedure
    .input(declared.unban.input)
    .mutation(async ({ ctx: { session, services }, input: { name } }) => {
      const target = bannedTarget(services.chat.state, name) ?? (await targetOf(services, name));
      await services.chat.execute({ kind: "unban", actor: session.actor, target });
      await services.identity.bans.lift(target.client_id);
      audit(session, "unbanned", { target });
    }),
  mute: procedure.input(declared.mute.input).mutation(async ({ ctx, input }) => {
    const { session, services } = ctx;
    const { room, lasts_ms, reason } = input;
    const target = await targetIn(ctx, input);
    const until = untilOf(services, lasts_ms);
    const common = { kind: "mute", actor: session.actor, room, target, reason } as const;
    await services.chat.execute({ ...common, ...(until !== undefined && { until }) });
    audit(session, "muted", { target, room, until });
  }),
  unmute: procedure.input(declared.unmute.input).mutation(async ({ ctx, input }) => {
    const { session, services } = ctx;
    const { room } = input;
    const target = await targetIn(ctx, input);
    await services.chat.execute({ kind: "unmute", actor: session.actor, room, target });
    audit(session, "unmuted", { target, room });
  }),
  slow: procedure
    .input(declared.slow.input)
    .mutation(async ({ ctx: { session, services }, input: { room, seconds } }) => {
      await services.chat.execute({ kind: "slow", actor: session.actor, room, seconds });
    }),
  /** Gives a role in a room; in the lobby, on the server. */
  role: procedure.input(declared.role.input).mutation(async ({ ctx, input }) => {
    const { session, services } = ctx;
    const { room, role } = input;
    const target = await targetIn(ctx, input);
    await services.chat.execute({ kind: "role", actor: session.actor, room, target, role });
    if (room === lobby) await services.identity.accounts.setRole(target.client_id, role);
    audit(session, "role given", { target, room, role });
  }),
});

const untilOf = ({ clock }: Services, lastsMs: number | undefined): string | undefined =>
  lastsMs === undefined ? undefined : new Date(clock.now() + lastsMs).toISOString();

interface Deed extends Readonly<Record<string, unknown>> {
  readonly target: Target;
}

const audit = (session: Session, event: string, { target, ...more }: Deed): void => {
  session.logger.info({ audit: event, target: target.client_id, ...more }, event);
};
