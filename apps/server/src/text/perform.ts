import {
  helpAbout,
  helpList,
  lobby,
  pageOfList,
  textsOf,
  type CommandInvocation,
  type Texts,
} from "@beseda/protocol";
import type { LogEntry } from "@beseda/log";
import { spansOf } from "../delivery/following.ts";
import { clockTime, zoneAt } from "./clock-time.ts";
import { performGoverning } from "./perform-governing.ts";
import { performPersonal } from "./perform-personal.ts";
import type { Talk } from "./talk.ts";

type ArgumentsOf<Name extends CommandInvocation["command"]> = Extract<
  CommandInvocation,
  { command: Name }
>["arguments"];

/**
 * Carries out a command of the table on a session that talks in lines.
 * @throws {ChatError} a refusal, for the person to read
 */
export const perform = (talk: Talk, invocation: CommandInvocation): Promise<void> => {
  switch (invocation.command) {
    case "help":
      return help(talk, invocation.arguments);
    case "nick":
      return nick(talk, invocation.arguments);
    case "who":
      return who(talk, invocation.arguments);
    case "rooms":
      return rooms(talk, invocation.arguments);
    case "join":
      return join(talk, invocation.arguments);
    case "part":
      return part(talk, invocation.arguments);
    case "topic":
      return topic(talk, invocation.arguments);
    case "msg":
      return message(talk, invocation.arguments);
    case "me":
      return talk.say({ room: talk.screen.room, text: invocation.arguments.text, action: true });
    case "history":
      return history(talk, invocation.arguments);
    case "since":
      return since(talk, invocation.arguments);
    case "time":
      return time(talk);
    case "lang":
      return speak(talk, invocation.arguments);
    case "echo":
      return echo(talk, invocation.arguments);
    case "ping":
      return talk.screen.print([textsFor(talk).pong()]);
    case "quit":
      return talk.quit(invocation.arguments.farewell);
    case "invite":
    case "uninvite":
    case "invitations":
    case "decline":
    case "block":
    case "unblock":
    case "report":
    case "reports":
      return performPersonal(talk, invocation);
    default:
      return performGoverning(talk, invocation);
  }
};

const textsFor = ({ session }: Talk): Texts["lines"] => textsOf(session.locale).lines;

const help = ({ session, screen }: Talk, { about }: ArgumentsOf<"help">): Promise<void> => {
  const { locale } = session;
  if (about !== undefined) return screen.print(helpAbout(about, locale));
  const { helpTitle, helpMore } = textsOf(locale).lines;
  return screen.print([helpTitle(), ...helpList(locale).map((line) => `  ${line}`), helpMore()]);
};

const nick = async (talk: Talk, { name }: ArgumentsOf<"nick">): Promise<void> => {
  const { session, screen } = talk;
  await session.rename(name);
  await screen.print([textsFor(talk).renamed(session.name)]);
};

const who = (talk: Talk, { room = talk.screen.room }: ArgumentsOf<"who">): Promise<void> => {
  const people = talk.session.membership
    .members(room)
    .map(({ client_id, name }) => (name === client_id ? name : `${name} (${client_id})`));
  return talk.screen.print([textsFor(talk).who(room, people)]);
};

const rooms = (talk: Talk, { page }: ArgumentsOf<"rooms">): Promise<void> => {
  const texts = textsFor(talk);
  const listed = talk.session.membership.directory(page);
  return talk.screen.print([
    texts.rooms(pageOfList("rooms", listed.length, page)),
    ...listed.map(({ member, ...listing }) => `  ${texts.room({ ...listing, here: member })}`),
  ]);
};

const join = async (talk: Talk, { room }: ArgumentsOf<"join">): Promise<void> => {
  const { session, screen } = talk;
  const joined = await session.membership.join(room);
  screen.room = joined.room;
  const texts = textsFor(talk);
  const topic = joined.topic === "" ? [] : [texts.topic(joined.room, joined.topic)];
  await screen.print([texts.here(joined.room), ...topic]);
};

const part = async (talk: Talk, { room = talk.screen.room }: ArgumentsOf<"part">): Promise<void> => {
  const { session, screen } = talk;
  await session.membership.leave(room);
  if (room === screen.room) screen.room = lobby;
  await screen.print([textsFor(talk).here(screen.room)]);
};

const topic = async (talk: Talk, { topic }: ArgumentsOf<"topic">): Promise<void> => {
  const { session, screen } = talk;
  if (topic !== undefined) await session.membership.setTopic(screen.room, topic);
  await screen.print([textsFor(talk).topic(screen.room, session.membership.summary(screen.room).topic)]);
};

const message = async (talk: Talk, { name, text }: ArgumentsOf<"msg">): Promise<void> => {
  const { room, other_left } = await talk.session.membership.direct(name);
  await talk.say({ room, text });
  if (other_left) await talk.screen.print([textsFor(talk).otherLeft(name)]);
};

const history = async (talk: Talk, { count }: ArgumentsOf<"history">): Promise<void> => {
  const { session, screen } = talk;
  const entries = await session.membership.history({ room: screen.room, messages: count });
  await screen.history(entries.map(({ record }) => record));
};

/** Records that one answer to `/since` has at most. */
const sincePage = 200;

const since = async (talk: Talk, { seq }: ArgumentsOf<"since">): Promise<void> => {
  const { log, screen } = talk;
  const entries = await missedSince(talk, seq);
  if (entries.length === 0) await screen.print([textsFor(talk).nothingSince(seq)]);
  await screen.again(entries.map(({ record }) => record));
  const last = entries.at(-1)?.seq ?? seq;
  if (entries.length === sincePage && last < log.last.seq) await screen.print([textsFor(talk).more(last)]);
};

/** The first page of what was to be read behind a place. */
const missedSince = async ({ log, session }: Talk, seq: number): Promise<readonly LogEntry[]> => {
  const found: LogEntry[] = [];
  for (const { after, upto, rooms } of spansOf(session, seq, log.last.seq)) {
    found.push(...(await log.read({ after, upto, rooms, limit: sincePage - found.length })));
    if (found.length === sincePage) break;
  }
  return found;
};

const time = (talk: Talk): Promise<void> => {
  const now = talk.session.now();
  const { day, time } = textsFor(talk);
  return talk.screen.print([time(`${clockTime(now)}, ${day(new Date(now))}`, zoneAt(now))]);
};

const speak = (talk: Talk, { locale }: ArgumentsOf<"lang">): Promise<void> => {
  talk.session.speak(locale);
  return talk.screen.print([textsFor(talk).language()]);
};

const echo = (talk: Talk, { on }: ArgumentsOf<"echo">): Promise<void> => {
  talk.screen.echo = on;
  return talk.screen.print([textsFor(talk).echo(on)]);
};
