import { commandTable, type Locale, type RoomSummary } from "@beseda/protocol";
import { z } from "zod";
import type { ChatClient, ServerInvocation } from "../chat-client.ts";
import type { ChatApi } from "../connection/connection.ts";
import { roomLabel } from "../room-label.ts";

/** What a command works on. */
export interface Performance {
  readonly api: ChatApi;
  readonly locale: Locale;
  /** The room that it is about, where it names none. */
  readonly room: string;
  /** Of the page that the client is in. */
  readonly pageAddress?: string | undefined;
  readonly chat: Pick<ChatClient, "snapshot" | "join" | "leave" | "refreshRooms">;
  /** A room is there that the client did not know. */
  addRoom(summary: RoomSummary): void;
  /** One is called otherwise from now on. */
  renamed(name: string): void;
}

/** An answer that says no more than that it was done. */
export const anything = z.unknown();

/**
 * Asks the procedure that the table names for a command; its arguments are what the procedure takes, and of those of
 * rooms the room that is talked in. What a procedure does not take it passes over.
 */
export const ask = async <Answer>(
  { api, room }: Performance,
  { command, arguments: input }: ServerInvocation,
  schema: z.ZodType<Answer>,
): Promise<Answer> => {
  const { procedure: path, procedureType: kind } = commandTable[command];
  if (path === undefined || kind === "subscription") throw new Error(`/${command} asks no procedure`);
  return schema.parse(await api.ask({ kind, path, input: { room, ...input } }));
};

/** What a room is called in a sentence. */
export const wordOf = ({ chat }: Performance, name: string): string => {
  const summary = chat.snapshot().rooms.find(({ room }) => room === name) ?? { room: name };
  const { sign, name: shown } = roomLabel(summary);
  return sign === "#" ? name : sign + shown;
};
