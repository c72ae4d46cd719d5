import {
  callOf,
  type CommandInvocation,
  type GatewayTexts,
  gatewayTextsOf,
  helpAbout,
  helpList,
  type Outcome,
  procedures,
  timeOf,
  type Viewer,
} from "@beseda/protocol";
import type { LogEntry } from "@beseda/log";
import { callProcedure } from "../../commands/call-procedure.ts";
import { pageOf } from "../../commands/history.ts";
import { summaryOf } from "../../commands/room-summary.ts";
import { spansOf } from "../../delivery/following.ts";
import { asReadBy } from "../../delivery/withheld.ts";
import { clockTime, zoneAt } from "./clock-time.ts";
import type { CommandContext } from "./command-context.ts";
import { foldedPage } from "./folded-page.ts";

type ArgumentsOf<Name extends CommandInvocation["command"]> = Extract<
  CommandInvocation,
  { command: Name }
>["arguments"];

/** The commands that only show something. */
const showing: ReadonlySet<CommandInvocation["command"]> = new Set<CommandInvocation["command"]>([
  "help",
  "history",
  "invitations",
  "ping",
  "reports",
  "pins",
  "rooms",
  "since",
  "time",
  "versions",
  "who",
]);

export const onlyShows = (command: CommandInvocation["command"]): boolean => showing.has(command);

/**
 * Carries out a command of the table on a session that talks in lines: most of them call a procedure, just as
 * programs do.
 * @throws {ChatError} a refusal, for the person to read
 */
export const runCommand = async (here: CommandContext, invocation: CommandInvocation): Promise<void> => {
  switch (invocation.command) {
    case "help":
      return help(here, invocation.arguments);
    case "me":
      return here.say({ room: here.screen.room, text: invocation.arguments.text, action: true });
    case "reply": {
      const { seq, text } = invocation.arguments;
      return here.say({ room: here.screen.room, text, reply_to: seq });
    }
    case "msg":
      return message(here, invocation);
    case "history":
      return history(here, invocation.arguments);
    case "since":
      return since(here, invocation.arguments);
    case "react":
      return react(here, invocation);
    case "echo":
      here.screen.echo = invocation.arguments.on;
      return here.screen.print([textsFor(here).echo(invocation.arguments.on)]);
    case "numbers":
      here.screen.numbers = invocation.arguments.on;
      return here.screen.print([textsFor(here).numbers(invocation.arguments.on)]);
    case "login":
      return logIn(here, invocation.arguments);
    case "quit":
      here.screen.reading.beat();
      return here.quit(invocation.arguments.farewell);
    case "topic":
      if (invocation.arguments.topic === undefined) return topic(here);
      break;
    default:
  }
  if (invocation.command === "rooms") here.screen.reading.look();
  const { lines, room } = await ask(here, invocation);
  if (room !== undefined) here.screen.room = room;
  await here.screen.print(lines);
  if (invocation.command === "join") await catchUp(here);
};

/** Shows a person what is unread in the room that they have come to. */
const catchUp = async (here: CommandContext): Promise<void> => {
  const { screen } = here;
  const unread = screen.reading.isProgram ? 0 : screen.reading.unreadIn(screen.room);
  if (unread > 0) await history(here, { count: unread });
};

const ask = async ({ context, screen }: CommandContext, invocation: CommandInvocation): Promise<Outcome> => {
  const call = callOf(invocation, screen);
  if (!call) throw new Error(`/${invocation.command} asks no procedure`);
  const answer = await callProcedure(context, call);
  const viewer: Viewer = { ...onLines, locale: context.session.locale, room: screen.room };
  return call.outcome(answer, viewer);
};

const onLines: Pick<Viewer, "hasOnlyLines" | "wordFor" | "clockAt"> = {
  hasOnlyLines: true,
  wordFor: (room) => room,
  clockAt: (time) => ({ clock: clockTime(time), zone: zoneAt(Date.parse(time)) }),
};

const textsFor = ({ session }: CommandContext): GatewayTexts => gatewayTextsOf(session.locale);

const help = ({ session, screen }: CommandContext, { about }: ArgumentsOf<"help">): Promise<void> => {
  const { locale } = session;
  if (about !== undefined) return screen.print(helpAbout(about, locale));
  const { helpTitle, helpMore } = gatewayTextsOf(locale);
  return screen.print([helpTitle(), ...helpList(locale).map((line) => `  ${line}`), helpMore()]);
};

/** Sets or removes a reaction as typed; without `on` or `off` it is toggled (MSG-3). */
const react = async (
  here: CommandContext,
  invocation: Extract<CommandInvocation, { command: "react" }>,
): Promise<void> => {
  const { seq, emoji, withdrawn = await hasReacted(here, seq, emoji) } = invocation.arguments;
  const { lines } = await ask(here, { command: "react", arguments: { seq, emoji, withdrawn } });
  await here.screen.print(lines);
};

const hasReacted = async (
  { context, screen }: CommandContext,
  seq: number,
  emoji: string,
): Promise<boolean> => {
  const { reactions } = procedures.message;
  const answer = await callProcedure(context, { procedure: reactions, input: { room: screen.room, seq } });
  const found = reactions.answer.parse(answer).find((reaction) => reaction.emoji === emoji);
  return found?.people.some(({ client_id }) => client_id === context.session.clientId) ?? false;
};

/** Sends a message to a private room of two, without switching to it. */
const message = async (
  here: CommandContext,
  invocation: Extract<CommandInvocation, { command: "msg" }>,
): Promise<void> => {
  const { lines, room = here.screen.room } = await ask(here, invocation);
  await here.say({ room, text: invocation.arguments.text });
  await here.screen.print(lines);
};

const logIn = async (here: CommandContext, credentials: ArgumentsOf<"login">): Promise<void> => {
  const { login } = procedures.account;
  const answer = await callProcedure(here.context, { procedure: login, input: credentials });
  await here.become(login.answer.parse(answer).token);
};

const topic = ({ context, screen }: CommandContext): Promise<void> => {
  const { room } = screen;
  const { topic: text } = summaryOf(context, room);
  return screen.print([gatewayTextsOf(context.session.locale).topic(room, text)]);
};

const history = async (here: CommandContext, wanted: ArgumentsOf<"history">): Promise<void> => {
  const { context, screen } = here;
  const { count, around } = wanted;
  // Typed on the clock of the server, as all times on lines are.
  const at = wanted.at === undefined ? undefined : timeOf(wanted.at, here.session.now());
  const query = { room: screen.room, limit: count, around, at };
  const { entries, later, hit } = await pageOf(context, query);
  if (at !== undefined && hit === undefined) await screen.print([textsFor(here).nothingFrom(screen.room)]);
  const records = entries.map(({ record }) => record);
  await screen.history(
    foldedPage(
      records,
      later.map(({ record }) => record),
    ),
    hit,
  );
};

/** The most records in one answer to `/since`. */
const sincePage = 200;

const since = async (here: CommandContext, { seq }: ArgumentsOf<"since">): Promise<void> => {
  const { context, screen } = here;
  const { log } = context.services;
  const end = log.last.seq;
  const entries = await missedSince(here, seq);
  if (entries.length === 0) await screen.print([textsFor(here).nothingSince(seq)]);
  await screen.again(entries.map(({ record }) => record));
  const last = entries.at(-1)?.seq ?? seq;
  const isCut = entries.length === sincePage && last < log.last.seq;
  screen.reading.shownAfter(seq, isCut ? last : end);
  if (isCut) await screen.print([textsFor(here).more(last)]);
};

/** Returns the first page of the records after a position. */
const missedSince = async ({ context }: CommandContext, seq: number): Promise<readonly LogEntry[]> => {
  const { session, services } = context;
  const { log } = services;
  const found: LogEntry[] = [];
  for (const { after, upto, rooms } of spansOf(session, seq, log.last.seq)) {
    found.push(...(await log.read({ after, upto, rooms, limit: sincePage - found.length })));
    if (found.length === sincePage) break;
  }
  return asReadBy(session, found);
};
