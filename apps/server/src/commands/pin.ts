import { randomUUID } from "node:crypto";
import {
  fileOf,
  isOf,
  isPost,
  procedures,
  sayingOf,
  type Locale,
  type PinnedMessage,
  type Post,
} from "@beseda/protocol";
import { hasBlocked } from "../chat/block.ts";
import { memberRoom } from "../chat/lookup.ts";
import { messagePointedAt } from "./message-at.ts";
import { procedure, recordedProcedure } from "./procedure.ts";

const declared = procedures.message;

export const pinProcedures = {
  /** Pins a message; without one, unpins all. */
  pin: recordedProcedure.input(declared.pin.input).mutation(async ({ ctx, input }) => {
    const { id = randomUUID(), room, seq } = input;
    const { session, services } = ctx;
    memberRoom(services.chat.state, session.actor, room);
    if (seq !== undefined) await messagePointedAt(ctx, room, seq);
    const pinned = seq !== undefined && { target: seq };
    return services.chat.once({ kind: "pin", actor: session.actor, id, room, ...pinned });
  }),
  unpin: recordedProcedure.input(declared.unpin.input).mutation(async ({ ctx, input }) => {
    const { id = randomUUID(), room, seq: target } = input;
    const { session, services } = ctx;
    memberRoom(services.chat.state, session.actor, room);
    return services.chat.once({ kind: "unpin", actor: session.actor, id, room, target });
  }),
  /** Lists the pinned messages of a room that one may read, as they read now. */
  pins: procedure
    .input(declared.pins.input)
    .query(async ({ ctx: { session, services }, input: { room } }): Promise<readonly PinnedMessage[]> => {
      const { chat, log } = services;
      const { pins } = memberRoom(chat.state, session.actor, room);
      const readable = pins.filter((seq) => seq >= session.readableFrom(room));
      const edits = readable.flatMap((seq) => chat.state.edits.get(seq)?.at(-1) ?? []);
      const found = await log.readAt([...readable, ...edits].sort((one, other) => one - other));
      const texts = new Map(
        found.flatMap(({ record }) => (isOf(record, "edited") ? [[record.target, record.message]] : [])),
      );
      const messages = found.flatMap(({ record }) =>
        isPost(record) && !record.deleted && !hasBlocked(chat.state, session.clientId, record.client_id)
          ? [record]
          : [],
      );
      return messages
        .toSorted((one, other) => readable.indexOf(one.seq) - readable.indexOf(other.seq))
        .map((message) => pinnedMessage(message, texts.get(message.seq), session.locale));
    }),
};

const pinnedMessage = (post: Post, changed: string | undefined, locale: Locale): PinnedMessage => {
  const { seq, time, client_id, name, message, action } = post;
  return {
    seq,
    time,
    client_id,
    name,
    text: sayingOf(fileOf(post), changed ?? message, locale),
    ...(action && { action }),
    ...(changed !== undefined && { edited: true }),
  };
};
