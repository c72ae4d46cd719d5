import { lobby, pageOfList, textsOf } from "@beseda/protocol";
import type { CommandOutcome, ServerInvocation } from "../chat-client.ts";
import {
  directorySchema,
  linkFor,
  linkSchema,
  loginsSchema,
  membersSchema,
  nameSchema,
  resetSchema,
  roleAnswerSchema,
  summarySchema,
  timeSchema,
} from "./answers.ts";
import { anything, ask, wordOf, type Performance } from "./ask.ts";
import { invitedRoom } from "../signals/personal.ts";
import { sayMoment } from "./moment.ts";
import { performPersonal } from "./perform-personal.ts";

/**
 * Carries out a command by its procedure in the table, and says what the text gateways say (TXT-5).
 * Rejects with a `RefusedError`, for the person to read.
 */
export const perform = async (on: Performance, invocation: ServerInvocation): Promise<CommandOutcome> => {
  const { chat, room, locale } = on;
  const { me, rooms } = chat.snapshot();
  const { lines } = textsOf(locale);
  switch (invocation.command) {
    case "who": {
      const where = invocation.arguments.room ?? room;
      const members = await ask(on, invocation, membersSchema);
      const names = members.map(({ client_id, name }) =>
        name === client_id ? name : `${name} (${client_id})`,
      );
      return { lines: [lines.who(wordOf(on, where), names)] };
    }
    case "rooms":
      return listRooms(on, invocation);
    case "nick":
      on.renamed((await ask(on, invocation, nameSchema)).name);
      return { lines: [] };
    case "join": {
      const wanted = invitedRoom(chat.snapshot(), invocation.arguments.room);
      if (!rooms.some((known) => known.room === wanted)) await chat.join(wanted);
      return { lines: [], room: wanted };
    }
    case "part": {
      const which = invocation.arguments.room ?? room;
      await chat.leave(which);
      return { lines: [], ...(which === room && { room: lobby }) };
    }
    case "topic": {
      if (invocation.arguments.topic === undefined) {
        const topic = rooms.find((known) => known.room === room)?.topic ?? "";
        return { lines: [lines.topic(wordOf(on, room), topic)] };
      }
      await ask(on, invocation, summarySchema);
      return { lines: [] };
    }
    case "msg": {
      const summary = await ask(on, invocation, summarySchema);
      on.addRoom(summary);
      const said = summary.other_left ? [lines.otherLeft(invocation.arguments.name)] : [];
      return { lines: said, room: summary.room };
    }
    case "create": {
      const summary = await ask(on, invocation, summarySchema);
      on.addRoom(summary);
      return { lines: [], room: summary.room };
    }
    case "time":
      return { lines: [sayMoment((await ask(on, invocation, timeSchema)).time, locale)] };
    case "ping":
      await ask(on, invocation, timeSchema);
      return { lines: [lines.pong()] };
    case "register":
      await ask(on, invocation, anything);
      return { lines: [lines.registered(me?.name ?? "")] };
    case "password":
      await ask(on, invocation, anything);
      return { lines: [lines.passwordChanged()] };
    case "redeem":
      return { lines: [lines.roleNow((await ask(on, invocation, roleAnswerSchema)).role)] };
    case "reset": {
      const reset = await ask(on, invocation, resetSchema);
      return { lines: [lines.resetLink(reset.name, linkFor(reset, on.pageAddress))] };
    }
    case "recover":
      return { lines: [lines.recovered((await ask(on, invocation, nameSchema)).name)] };
    case "invitation":
      return {
        lines: [lines.invitationLink(linkFor(await ask(on, invocation, linkSchema), on.pageAddress))],
      };
    case "sessions":
      return sessions(on, invocation);
    case "invite":
    case "uninvite":
    case "invitations":
    case "decline":
    case "block":
    case "unblock":
    case "report":
    case "reports":
      return performPersonal(on, invocation);
    case "title":
    case "archive":
    case "kick":
    case "ban":
    case "unban":
    case "mute":
    case "unmute":
    case "slow":
    case "role":
    case "delete":
      await ask(on, invocation, anything);
      return { lines: [lines.done()] };
  }
};

const listRooms = async (
  on: Performance,
  invocation: Extract<ServerInvocation, { command: "rooms" }>,
): Promise<CommandOutcome> => {
  const { lines } = textsOf(on.locale);
  const [listed] = await Promise.all([ask(on, invocation, directorySchema), on.chat.refreshRooms()]);
  return {
    lines: [
      lines.rooms(pageOfList("rooms", listed.length, invocation.arguments.page)),
      ...listed.map(
        ({ member, room, ...listing }) =>
          `  ${lines.room({ ...listing, room: wordOf(on, room), here: member })}`,
      ),
    ],
  };
};

/** The table has one command for two procedures: the list, and the end of one. */
const sessions = async (
  on: Performance,
  invocation: Extract<ServerInvocation, { command: "sessions" }>,
): Promise<CommandOutcome> => {
  const { lines } = textsOf(on.locale);
  const { end } = invocation.arguments;
  if (end !== undefined) {
    await on.api.ask({ kind: "mutation", path: "account.end", input: { id: end } });
    return { lines: [lines.done()] };
  }
  const logins = await ask(on, invocation, loginsSchema);
  const listed = logins.map(({ open, seen, ...login }) =>
    lines.login({ ...login, seen: new Date(seen), isOpen: open.length > 0 }),
  );
  return { lines: [lines.logins(logins.length), ...listed.map((line) => `  ${line}`)] };
};
