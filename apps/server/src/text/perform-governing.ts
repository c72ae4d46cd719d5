import { textsOf, type CommandInvocation } from "@beseda/protocol";
import type { Talk } from "./talk.ts";

/** Commands of accounts, rooms and moderation. */
type GoverningCommand =
  | "create"
  | "title"
  | "archive"
  | "register"
  | "login"
  | "logout"
  | "password"
  | "sessions"
  | "redeem"
  | "reset"
  | "recover"
  | "invitation"
  | "kick"
  | "ban"
  | "unban"
  | "mute"
  | "unmute"
  | "slow"
  | "role"
  | "delete";
type Governing = Extract<CommandInvocation, { command: GoverningCommand }>;

const dayMs = 86_400_000;

/**
 * Carries out a command of accounts, rooms or moderation; those of rooms are about the room that is talked in.
 * @throws {ChatError} a refusal, for the person to read
 */
export const performGoverning = async (talk: Talk, invocation: Governing): Promise<void> => {
  const { session, screen } = talk;
  const { account, moderation } = session;
  const { room } = screen;
  const { lines } = textsOf(session.locale);
  switch (invocation.command) {
    case "create": {
      const created = await session.membership.create(
        invocation.arguments.room,
        invocation.arguments.private,
      );
      screen.room = created.room;
      return screen.print([lines.here(created.room)]);
    }
    case "title":
      await session.membership.setTitle(room, invocation.arguments.title);
      break;
    case "archive":
      await session.membership.archive(room, invocation.arguments.archived);
      break;
    case "register": {
      const { name } = await account.register(invocation.arguments.password);
      return screen.print([lines.registered(name)]);
    }
    case "login": {
      const { token } = await account.login(invocation.arguments);
      return talk.become(token);
    }
    case "logout":
      await account.logout();
      return;
    case "password":
      await account.changePassword(invocation.arguments.old, invocation.arguments.new);
      return screen.print([lines.passwordChanged()]);
    case "sessions":
      return sessions(talk, invocation.arguments.end);
    case "redeem": {
      const { role } = await account.redeem(invocation.arguments.invitation);
      return screen.print([lines.roleNow(role)]);
    }
    case "reset": {
      const { name, link } = await account.reset(invocation.arguments.name);
      return screen.print([lines.resetLink(name, link)]);
    }
    case "recover": {
      const { name } = await account.recover(invocation.arguments);
      return screen.print([lines.recovered(name)]);
    }
    case "invitation": {
      const terms = { role: invocation.arguments.role, uses: 1, lasts_ms: 7 * dayMs };
      const { link } = await account.invitation(terms);
      return screen.print([lines.invitationLink(link)]);
    }
    case "kick":
      await moderation.kick({ room, ...invocation.arguments });
      break;
    case "ban":
      await moderation.ban(invocation.arguments);
      break;
    case "unban":
      await moderation.unban(invocation.arguments.name);
      break;
    case "mute":
      await moderation.mute({ room, ...invocation.arguments });
      break;
    case "unmute":
      await moderation.unmute({ room, ...invocation.arguments });
      break;
    case "slow":
      await moderation.slow(room, invocation.arguments.seconds);
      break;
    case "role":
      await moderation.grant({ room, ...invocation.arguments });
      break;
    case "delete":
      await moderation.remove(room, invocation.arguments.seq);
      break;
  }
  await screen.print([lines.done()]);
};

const sessions = async ({ session, screen }: Talk, end: number | undefined): Promise<void> => {
  const { lines } = textsOf(session.locale);
  if (end !== undefined) {
    await session.account.end(end);
    return screen.print([lines.done()]);
  }
  const logins = await session.account.logins();
  const listed = logins.map(({ open, seen, ...login }) =>
    lines.login({ ...login, seen: new Date(seen), isOpen: open.length > 0 }),
  );
  await screen.print([lines.logins(logins.length), ...listed.map((line) => `  ${line}`)]);
};
