import type { ServerInvocation } from "@beseda/client";
import {
  characters,
  commandTable as shared,
  defaultLimits,
  findCommand,
  lobby,
  parseLineWith,
  textsOf,
} from "@beseda/protocol";
import { commandTable, isCommandName, type CommandInvocation } from "../command/command-table.ts";
import { helpAbout, helpList, misuseOf } from "../command/help.ts";
import { againWithFailed } from "./failed.ts";
import { goToFound, search, searchOn } from "./found.ts";
import { showHistory } from "./history.ts";
import { roomCalled } from "./places.ts";
import { linesOfRecent, recentMessages } from "./recent-messages.ts";
import { ask, error, info, type CommandContext } from "./command-context.ts";

interface Saying {
  readonly room: string;
  readonly text: string;
  readonly action?: true;
  readonly reply_to?: number;
}

const say = (context: CommandContext, { room, text, action, reply_to }: Saying): void => {
  const { client, texts } = context;
  const limit = (client.snapshot().welcome?.limits ?? defaultLimits).message_characters;
  const length = characters(text);
  if (length > limit) context.note(error(texts.notes.tooLong(length, limit)));
  else
    context.typed(
      client.send({ room, text, ...(action && { action }), ...(reply_to !== undefined && { reply_to }) }),
    );
};

const join = (context: CommandContext, wanted: string): void => {
  const room = roomCalled(context.client.snapshot(), wanted);
  // A talk that has not begun has nobody in it: a message begins it.
  if (room.startsWith("@") && room === wanted) return context.note(error(misuseOf("msg", context.locale)));
  const isMember = context.client.snapshot().rooms.some((known) => known.room === room);
  if (isMember) context.goTo(room);
  else askServer(context, { command: "join", arguments: { room } });
};

const part = (context: CommandContext, room: string): void => {
  if (room === lobby) context.note(error(textsOf(context.locale).errors["lobby-stays"]()));
  else askServer(context, { command: "part", arguments: room === context.room ? {} : { room } });
};

const help = (context: CommandContext, about: string | undefined): void => {
  if (about === undefined) return context.note(info(...helpList(context.locale)));
  const found = findCommand<unknown>(about, commandTable);
  const lines =
    found && isCommandName(found.name)
      ? helpAbout(found.name, context.locale)
      : [textsOf(context.locale).lines.unknownCommand(about, undefined)];
  return context.note(info(...lines));
};

/** Asks the server, and shows the answer that it also gives over plain text (TXT-5). */
const askServer = (context: CommandContext, invocation: ServerInvocation): void =>
  ask(context, context.go(invocation), ({ lines }) => {
    if (lines.length > 0) context.note(info(...lines));
  });

const logIn = (
  context: CommandContext,
  credentials: { readonly name: string; readonly password: string },
): void => {
  if (!context.canBecome) return context.note(error(context.texts.notes.notHere("login")));
  ask(context, context.client.account.login(credentials), (login) => context.become(login));
};

/** Goes to the room with something unread: first where the person is mentioned. */
const toUnread = (context: CommandContext): void => {
  const [first] = context.client
    .snapshot()
    .rooms.filter(({ room, unread = 0 }) => unread > 0 && room !== context.room)
    .toSorted((one, other) => (other.mentions ?? 0) - (one.mentions ?? 0));
  if (first) context.goTo(first.room);
  else context.note(info(context.texts.notes.nothingUnread));
};

/** Shows messages with their numbers, and at once those of the last ones. */
const number = (context: CommandContext, on: boolean): void => {
  context.number(on);
  const recent = on ? linesOfRecent(recentMessages(context.client.snapshot(), context.room)) : [];
  context.note(info(textsOf(context.locale).lines.numbers(on), ...recent.map(({ text }) => `  ${text}`)));
};

const carryOut = (invocation: CommandInvocation, context: CommandContext): void => {
  const { client } = context;
  switch (invocation.command) {
    case "help":
      return help(context, invocation.arguments.about);
    case "join":
      return join(context, invocation.arguments.room);
    case "part":
      return part(context, roomCalled(client.snapshot(), invocation.arguments.room ?? context.room));
    case "me":
      return say(context, { room: context.room, text: invocation.arguments.text, action: true });
    case "reply": {
      const { seq, text } = invocation.arguments;
      return say(context, { room: context.room, text, reply_to: seq });
    }
    case "numbers":
      return number(context, invocation.arguments.on);
    case "history":
      return showHistory(context, invocation.arguments);
    case "search":
      return search(context, invocation.arguments.query);
    case "more":
      return searchOn(context);
    case "go":
      return goToFound(context, invocation.arguments.seq);
    case "unread":
      return toUnread(context);
    case "retry":
    case "discard":
      return againWithFailed(context, invocation.command);
    case "login":
      return logIn(context, invocation.arguments);
    case "logout":
      return ask(context, client.account.logout(), () => context.end(undefined));
    case "quit":
      return context.end(invocation.arguments.farewell);
    default:
      return askServer(context, invocation);
  }
};

/** Carries out what a person writes: the one place where that has effects. */
export const perform = (written: string, context: CommandContext): void => {
  const line = parseLineWith<CommandInvocation>(written, commandTable);
  switch (line.kind) {
    case "empty":
      return;
    case "text":
      return say(context, { room: context.room, text: line.text });
    case "doubtful":
      return context.isMeant(line.text)
        ? say(context, { room: context.room, text: line.text })
        : context.note(error(textsOf(context.locale).lines.doubtful()));
    case "command":
      return carryOut(line.invocation, context);
    case "unknown": {
      const useless = findCommand<unknown>(line.typed, shared);
      if (useless) return context.note(error(context.texts.notes.notHere(useless.name)));
      const { unknownCommand } = textsOf(context.locale).lines;
      const said = unknownCommand(line.typed, line.meant);
      return context.note(error(said, context.texts.notes.escape(`/${line.typed}`)));
    }
    case "misused":
      return context.note(error(misuseOf(line.command, context.locale)));
  }
};
