import { characters, defaultLimits, findCommand, lobby, parseLineWith, textsOf } from "@beseda/protocol";
import { commandTable, isCommandName, type CommandInvocation } from "../command/command-table.ts";
import { helpAbout, helpList, misuseOf } from "../command/help.ts";
import { againWithFailed } from "./failed.ts";
import { listRooms } from "./rooms.ts";
import { ask, error, info, type Stage } from "./stage.ts";

const say = (stage: Stage, text: string, action?: true): void => {
  const { client, room, texts } = stage;
  const limit = (client.snapshot().welcome?.limits ?? defaultLimits).message_characters;
  const length = characters(text);
  if (length > limit) stage.note(error(texts.notes.tooLong(length, limit)));
  else stage.typed(client.send({ room, text, ...(action && { action }) }));
};

const join = (stage: Stage, room: string): void => {
  const isMember = stage.client.snapshot().rooms.some((known) => known.room === room);
  if (isMember) stage.goTo(room);
  else ask(stage, stage.client.join(room), () => stage.goTo(room));
};

const part = (stage: Stage, room: string): void => {
  const goOn = (): void => {
    if (room === stage.room) stage.goTo(lobby);
  };
  if (room === lobby) stage.note(error(textsOf(stage.locale).errors["lobby-stays"]()));
  else ask(stage, stage.client.leave(room), goOn);
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

const carryOut = (invocation: CommandInvocation, stage: Stage): void => {
  const { client } = stage;
  switch (invocation.command) {
    case "help":
      return help(stage, invocation.arguments.about);
    case "rooms":
      return listRooms(stage);
    case "join":
      return join(stage, invocation.arguments.room);
    case "part":
      return part(stage, invocation.arguments.room ?? stage.room);
    case "me":
      return say(stage, invocation.arguments.text, true);
    case "nick": {
      const { name } = invocation.arguments;
      return ask(stage, client.rename(name), () => stage.renamed(name));
    }
    case "retry":
    case "discard":
      return againWithFailed(stage, invocation.command);
    case "quit":
      return stage.end(invocation.arguments.farewell);
  }
};

/** The one place where what a person writes has effects. */
export const perform = (written: string, stage: Stage): void => {
  const line = parseLineWith<CommandInvocation>(written, commandTable);
  switch (line.kind) {
    case "empty":
      return;
    case "text":
      return say(stage, line.text);
    case "command":
      return carryOut(line.invocation, stage);
    case "unknown": {
      const { unknownCommand } = textsOf(stage.locale).lines;
      const said = unknownCommand(line.typed, line.meant);
      return stage.note(error(said, stage.texts.notes.escape(`/${line.typed}`)));
    }
    case "misused":
      return stage.note(error(misuseOf(line.command, stage.locale)));
  }
};
