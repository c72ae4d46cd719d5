import { ChatError, isPost, type Post } from "@beseda/protocol";
import { memberRoom } from "../chat/lookup.ts";
import type { Context } from "./context.ts";

/** Returns a message that the session may read, in the room that it names. */
export const messageAt = async (
  { session, services }: Context,
  room: string,
  seq: number,
): Promise<Post | undefined> => {
  if (session.memberSince(room) === undefined || seq < session.readableFrom(room)) return undefined;
  const [entry] = await services.log.read({ after: seq - 1, upto: seq, limit: 1 });
  const record = entry?.record;
  return record && isPost(record) && record.room === room ? record : undefined;
};

/**
 * Returns the message that somebody points at: one of the same room that they can read (MSG-1). Whether it
 * was taken back is decided with the command: a command that comes again is answered as the first time
 * (DEL-1).
 * @throws {ChatError} `unknown-message`, or where the room is not for this client
 */
export const messagePointedAt = async (context: Context, room: string, seq: number): Promise<Post> => {
  memberRoom(context.services.chat.state, context.session.actor, room);
  const found = await messageAt(context, room, seq);
  if (!found) throw new ChatError("unknown-message", seq);
  return found;
};

/**
 * Returns the same message, if it was not taken back.
 * @throws {ChatError} `unknown-message`, or where the room is not for this client
 */
export const standingMessage = async (context: Context, room: string, seq: number): Promise<Post> => {
  const found = await messagePointedAt(context, room, seq);
  if (found.deleted) throw new ChatError("unknown-message", seq);
  return found;
};
