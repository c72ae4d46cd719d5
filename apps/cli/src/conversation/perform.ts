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
import { roomCalled } from "./places.ts";
import { ask, error, info, type Stage } from "./stage.ts";

interface Saying {
  readonly room: string;
  readonly text: string;
  readonly action?: true;
}

const say = (stage: Stage, { room, text, action }: Saying): void => {
  const { client, texts } = stage;
  const limit = (client.snapshot().welcome?.limits ?? defaultLimits).message_characters;
  const length = characters(text);
  if (length > limit) stage.note(error(texts.notes.tooLong(length, limit)));
  else stage.typed(client.send({ room, text, ...(action && { action }) }));
};

const join = (stage: Stage, wanted: string): void => {
  const room = roomCalled(stage.client.snapshot(), wanted);
  // Nobody is in a talk that has not begun: what begins it is a message.
  if (room.startsWith("@") && room === wanted) return stage.note(error(misuseOf("msg", stage.locale)));
  const isMember = stage.client.snapshot().rooms.some((known) => known.room === room);
  if (isMember) stage.goTo(room);
  else askServer(stage, { command: "join", arguments: { room } });
};

const part = (stage: Stage, room: string): void => {
  if (room === lobby) stage.note(error(textsOf(stage.locale).errors["lobby-stays"]()));
  else askServer(stage, { command: "part", arguments: room === stage.room ? {} : { room } });
};

const help = (stage: Stage, about: string | undefined): void => {
  if (about === undefined) return stage.note(info(...helpList(stage.locale)));
  const found = findCommand<unknown>(about, commandTable);
  const lines =
    found && isCommandName(found.name)
      ? helpAbout(found.name, stage.locale)
      : [textsOf(stage.locale).lines.unknownCommand(about, undefined)];
  return stage.note(info(...lines));
};

/** What the server carries out is answered with what it says over plain text (TXT-5). */
const askServer = (stage: Stage, invocation: ServerInvocation): void =>
  ask(stage, stage.go(invocation), ({ lines }) => {
    if (lines.length > 0) stage.note(info(...lines));
  });

const logIn = (stage: Stage, credentials: { readonly name: string; readonly password: string }): void => {
  if (!stage.canBecome) return stage.note(error(stage.texts.notes.notHere("login")));
  ask(stage, stage.client.account.login(credentials), (login) => stage.become(login));
};

const carryOut = (invocation: CommandInvocation, stage: Stage): void => {
  const { client } = stage;
  switch (invocation.command) {
    case "help":
      return help(stage, invocation.arguments.about);
    case "join":
      return join(stage, invocation.arguments.room);
    case "part":
      return part(stage, roomCalled(client.snapshot(), invocation.arguments.room ?? stage.room));
    case "me":
      return say(stage, { room: stage.room, text: invocation.arguments.text, action: true });
    case "retry":
    case "discard":
      return againWithFailed(stage, invocation.command);
    case "login":
      return logIn(stage, invocation.arguments);
    case "logout":
      return ask(stage, client.account.logout(), () => stage.end(undefined));
    case "quit":
      return stage.end(invocation.arguments.farewell);
    default:
      return askServer(stage, invocation);
  }
};

/** The one place where what a person writes has effects. */
export const perform = (written: string, stage: Stage): void => {
  const line = parseLineWith<CommandInvocation>(written, commandTable);
  switch (line.kind) {
    case "empty":
      return;
    case "text":
      return say(stage, { room: stage.room, text: line.text });
    case "doubtful":
      return stage.isMeant(line.text)
        ? say(stage, { room: stage.room, text: line.text })
        : stage.note(error(textsOf(stage.locale).lines.doubtful()));
    case "command":
      return carryOut(line.invocation, stage);
    case "unknown": {
      const useless = findCommand<unknown>(line.typed, shared);
      if (useless) return stage.note(error(stage.texts.notes.notHere(useless.name)));
      const { unknownCommand } = textsOf(stage.locale).lines;
      const said = unknownCommand(line.typed, line.meant);
      return stage.note(error(said, stage.texts.notes.escape(`/${line.typed}`)));
    }
    case "misused":
      return stage.note(error(misuseOf(line.command, stage.locale)));
  }
};
