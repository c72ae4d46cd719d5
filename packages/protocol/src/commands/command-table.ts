import * as expected from "./arguments.ts";
import { command, type InvocationOf } from "./command.ts";

/** Every command of Beseda (TXT-3). What each is for is said in the catalogue of texts, under `commands`. */
export const commandTable = {
  help: command("help", {
    aliases: ["h", "?", "помощь"],
    arguments: expected.helpTopic,
    completes: "command",
  }),
  nick: command("nick", {
    aliases: ["name", "имя"],
    arguments: expected.newName,
    procedure: "session.rename",
  }),
  who: command("who", {
    aliases: ["w", "names", "кто"],
    arguments: expected.roomOrHere,
    completes: "room",
    procedure: "room.members",
  }),
  rooms: command("rooms", {
    aliases: ["list", "комнаты"],
    arguments: expected.nothing,
    procedure: "room.directory",
  }),
  join: command("join", {
    aliases: ["j", "войти"],
    arguments: expected.oneRoom,
    completes: "room",
    procedure: "room.join",
  }),
  part: command("part", {
    aliases: ["leave", "уйти"],
    arguments: expected.roomOrHere,
    completes: "room",
    procedure: "room.leave",
  }),
  topic: command("topic", {
    aliases: ["тема"],
    arguments: expected.topicOrNothing,
    procedure: "room.topic",
  }),
  msg: command("msg", {
    aliases: ["m", "dm", "лс"],
    arguments: expected.nameAndText,
    completes: "name",
    procedure: "room.direct",
  }),
  me: command("me", {
    aliases: ["я"],
    arguments: expected.someText,
    procedure: "message.send",
  }),
  history: command("history", {
    aliases: ["история"],
    arguments: expected.recordCount,
    procedure: "room.history",
  }),
  since: command("since", {
    aliases: ["после"],
    arguments: expected.position,
    procedure: "events.follow",
  }),
  time: command("time", {
    aliases: ["время"],
    arguments: expected.nothing,
    procedure: "server.time",
  }),
  lang: command("lang", {
    aliases: ["язык"],
    arguments: expected.language,
    completes: ["en", "ru"],
    procedure: "session.speak",
  }),
  echo: command("echo", {
    aliases: ["эхо"],
    arguments: expected.onOrOff,
    completes: ["off", "on"],
  }),
  ping: command("ping", {
    aliases: ["пинг"],
    arguments: expected.nothing,
    procedure: "server.time",
  }),
  quit: command("quit", {
    aliases: ["q", "exit", "bye", "выход"],
    arguments: expected.farewell,
    procedure: "session.quit",
  }),
};

export type CommandName = keyof typeof commandTable;
/** One of the commands with its arguments. */
export type CommandInvocation = InvocationOf<typeof commandTable>;
