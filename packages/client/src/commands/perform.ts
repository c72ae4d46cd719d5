import {
  callOf,
  lobby,
  procedures,
  roomSummarySchema,
  textsOf,
  type Locale,
  type Outcome,
  type RoomSummary,
  type Viewer,
} from "@beseda/protocol";
import type { ChatClient, ChatSnapshot, ServerInvocation } from "../chat-client.ts";
import type { ChatApi } from "../connection/connection.ts";
import { isAhead } from "../outbox/ahead.ts";
import { inputOf } from "../outbox/writer.ts";
import { ownReason } from "../reason.ts";
import { RefusedError } from "../refused-error.ts";
import { roomLabel } from "../room-label.ts";
import { invitedRoom } from "../signals/personal.ts";
import { personClock } from "./person-clock.ts";

/** The context of a command. */
export interface Performance {
  readonly api: ChatApi;
  readonly locale: Locale;
  /** The room that the command is about, where it names none. */
  readonly room: string;
  /** The address of the page that the client is in. */
  readonly pageAddress?: string | undefined;
  readonly chat: Pick<ChatClient, "snapshot" | "join" | "leave" | "refreshRooms">;
  /** Adds a room that the client did not know. */
  addRoom(summary: RoomSummary): void;
  /** Called when the client's own name has changed. */
  renamed(name: string): void;
}

/**
 * Carries out a command by its procedure in the table, and says what the text gateways say (TXT-5).
 * Rejects with a `RefusedError`, for the person to read.
 */
export const perform = async (on: Performance, invocation: ServerInvocation): Promise<Outcome> => {
  const { chat, room } = on;
  refuseNowhere(on, invocation);
  switch (invocation.command) {
    case "join": {
      const wanted = invitedRoom(chat.snapshot(), invocation.arguments.room);
      const isMember = chat.snapshot().rooms.some((known) => known.room === wanted);
      if (!isMember) await chat.join(wanted);
      return { lines: [], room: wanted };
    }
    case "part": {
      const which = invocation.arguments.room ?? room;
      await chat.leave(which);
      return { lines: [], ...(which === room && { room: lobby }) };
    }
    case "topic":
      return invocation.arguments.topic === undefined ? topicOf(on) : ask(on, invocation);
    case "rooms": {
      const [outcome] = await Promise.all([ask(on, invocation), chat.refreshRooms()]);
      return outcome;
    }
    default:
      return ask(on, invocation);
  }
};

/** Refuses what is about a room that a command was to lead to, and has not (CLI-1): no server knows it by this name. */
const refuseNowhere = (on: Performance, invocation: ServerInvocation): void => {
  if (!isAhead(on.room)) return;
  const input = inputOf(callOf(invocation, on)?.input);
  if ("room" in input && input.room === on.room)
    throw new RefusedError("unknown-room", ownReason("noRoom", on.locale));
};

const ask = async (on: Performance, invocation: ServerInvocation): Promise<Outcome> => {
  const call = callOf(invocation, on);
  if (!call) throw new Error(`/${invocation.command} asks nothing of the server`);
  const { path, type: kind } = call.procedure;
  const answer = await on.api.ask({ kind, path, input: call.input });
  const outcome = call.outcome(answer, viewerOf(on));
  learn(on, invocation, answer);
  return outcome;
};

/** Applies what an answer says of the client itself, besides what is shown of it. */
const learn = (on: Performance, { command }: ServerInvocation, answer: unknown): void => {
  if (command === "nick") on.renamed(procedures.session.rename.answer.parse(answer).name);
  if (command === "msg" || command === "create") on.addRoom(roomSummarySchema.parse(answer));
};

/** Answers from the snapshot: the client knows the topic itself. */
const topicOf = ({ chat, locale, room }: Performance): Outcome => {
  const topic = chat.snapshot().rooms.find((known) => known.room === room)?.topic ?? "";
  return { lines: [textsOf(locale).lines.topic(wordIn(chat.snapshot(), room), topic)] };
};

const viewerOf = ({ chat, locale, room, pageAddress }: Performance): Viewer => ({
  locale,
  room,
  pageAddress,
  hasOnlyLines: false,
  wordFor: (name) => wordIn(chat.snapshot(), name),
  clockAt: personClock(locale),
});

/** Returns the name of a room as it is written in a sentence. */
const wordIn = ({ rooms }: Pick<ChatSnapshot, "rooms">, name: string): string => {
  const { sign, name: shown } = roomLabel(rooms.find(({ room }) => room === name) ?? { room: name });
  return sign === "#" ? name : sign + shown;
};
