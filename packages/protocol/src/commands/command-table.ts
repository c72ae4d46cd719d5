import * as expected from "./arguments.ts";
import * as governing from "./governing-arguments.ts";
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
    procedureType: "query",
  }),
  rooms: command("rooms", {
    aliases: ["list", "комнаты"],
    arguments: governing.pageOrNone,
    procedure: "room.directory",
    procedureType: "query",
  }),
  join: command("join", {
    aliases: ["j", "войти"],
    arguments: governing.knownRoom,
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
    procedureType: "query",
  }),
  since: command("since", {
    aliases: ["после"],
    arguments: expected.position,
    procedure: "events.follow",
    procedureType: "subscription",
  }),
  time: command("time", {
    aliases: ["время"],
    arguments: expected.nothing,
    procedure: "server.time",
    procedureType: "query",
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
    procedureType: "query",
  }),
  create: command("create", {
    aliases: ["открыть"],
    arguments: governing.newRoom,
    procedure: "room.create",
  }),
  title: command("title", { aliases: ["название"], arguments: governing.someTitle, procedure: "room.title" }),
  archive: command("archive", {
    aliases: ["архив"],
    arguments: governing.archiveOrNot,
    procedure: "room.archive",
  }),
  invite: command("invite", {
    aliases: ["позвать"],
    arguments: governing.nameAndRoom,
    completes: "name",
    procedure: "room.invite",
  }),
  uninvite: command("uninvite", {
    aliases: ["отозвать"],
    arguments: governing.nameAndRoom,
    completes: "name",
    procedure: "room.uninvite",
  }),
  decline: command("decline", {
    aliases: ["отказаться"],
    arguments: governing.knownRoom,
    completes: "room",
    procedure: "room.decline",
  }),
  block: command("block", {
    aliases: ["ignore", "заблокировать"],
    arguments: governing.somebodyOrList,
    completes: "name",
    procedure: "people.block",
  }),
  unblock: command("unblock", {
    aliases: ["unignore", "разблокировать"],
    arguments: governing.somebodyOrAll,
    completes: "name",
    procedure: "people.unblock",
  }),
  register: command("register", {
    aliases: ["регистрация"],
    arguments: governing.onePassword,
    procedure: "account.register",
    secret: true,
  }),
  login: command("login", {
    aliases: ["вход"],
    arguments: governing.nameAndPassword,
    procedure: "account.login",
    secret: true,
  }),
  logout: command("logout", {
    aliases: [],
    arguments: expected.nothing,
    procedure: "account.logout",
  }),
  password: command("password", {
    aliases: ["пароль"],
    arguments: governing.oldAndNew,
    procedure: "account.password",
    secret: true,
  }),
  sessions: command("sessions", {
    aliases: ["сеансы"],
    arguments: governing.listOrEnd,
    procedure: "account.sessions",
    procedureType: "query",
  }),
  redeem: command("redeem", {
    aliases: [],
    arguments: governing.invitationCode,
    procedure: "account.redeem",
  }),
  reset: command("reset", {
    aliases: [],
    arguments: governing.oneName,
    completes: "name",
    procedure: "account.reset",
  }),
  recover: command("recover", {
    aliases: [],
    arguments: governing.codeAndPassword,
    procedure: "account.recover",
    secret: true,
  }),
  invitation: command("invitation", {
    aliases: ["приглашение"],
    arguments: governing.roleOrGuest,
    completes: ["guest", "member", "moderator", "admin"],
    procedure: "account.invitation",
  }),
  invitations: command("invitations", {
    aliases: ["приглашения"],
    arguments: expected.nothing,
    procedure: "room.invitations",
    procedureType: "query",
  }),
  kick: command("kick", {
    aliases: ["выгнать"],
    arguments: governing.nameAndReason,
    completes: "name",
    procedure: "moderation.kick",
  }),
  ban: command("ban", {
    aliases: ["бан"],
    arguments: governing.banned,
    completes: "name",
    procedure: "moderation.ban",
  }),
  unban: command("unban", {
    aliases: ["разбан"],
    arguments: governing.oneName,
    procedure: "moderation.unban",
  }),
  mute: command("mute", {
    aliases: ["молчать"],
    arguments: governing.nameTimeReason,
    completes: "name",
    procedure: "moderation.mute",
  }),
  unmute: command("unmute", {
    aliases: [],
    arguments: governing.oneName,
    completes: "name",
    procedure: "moderation.unmute",
  }),
  slow: command("slow", {
    aliases: ["медленно"],
    arguments: governing.slowness,
    procedure: "moderation.slow",
  }),
  role: command("role", {
    aliases: ["роль"],
    arguments: governing.nameAndRole,
    completes: "name",
    procedure: "moderation.role",
  }),
  report: command("report", {
    aliases: ["пожаловаться"],
    arguments: governing.reported,
    completes: "name",
    procedure: "moderation.report",
  }),
  reports: command("reports", {
    aliases: ["жалобы"],
    arguments: governing.pageOrResolve,
    procedure: "moderation.reports",
    procedureType: "query",
  }),
  delete: command("delete", {
    aliases: ["удалить"],
    arguments: governing.oneMessage,
    procedure: "message.remove",
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
