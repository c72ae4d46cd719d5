import { randomUUID } from "node:crypto";
import { procedures, type Reaction, type Version } from "@beseda/protocol";
import { reactionsTo } from "../chat/reaction.ts";
import { messagePointedAt, standingMessage } from "./message-at.ts";
import { procedure, recordedProcedure } from "./procedure.ts";

const declared = procedures.message;

/** The most edits of one message that are shown. */
const mostVersions = 100;

/** Procedures on messages that were said: each change is a record that points at one. */
export const annotationProcedures = {
  /** Changes the text of one's own message. */
  edit: recordedProcedure.input(declared.edit.input).mutation(async ({ ctx, input }) => {
    const { id = randomUUID(), room, seq: target, text } = input;
    const { client_id: author } = await messagePointedAt(ctx, room, target);
    const { session, services } = ctx;
    const { actor } = session;
    const change = await services.chat.once({ kind: "edit", actor, id, room, target, text, author });
    const outside = session.calledOutside(room, text);
    return outside.length === 0 ? change : { ...change, cannot_see: [...outside] };
  }),
  /** Sets a reaction, or takes it away. */
  react: recordedProcedure.input(declared.react.input).mutation(async ({ ctx, input }) => {
    const { id = randomUUID(), room, seq: target, emoji, withdrawn } = input;
    await messagePointedAt(ctx, room, target);
    const { actor } = ctx.session;
    return ctx.services.chat.once({ kind: "react", actor, id, room, target, emoji, withdrawn });
  }),
  /** Lists the versions of a message. */
  versions: procedure
    .input(declared.versions.input)
    .query(async ({ ctx, input: { room, seq } }): Promise<readonly Version[]> => {
      const { chat, log } = ctx.services;
      const said = await standingMessage(ctx, room, seq);
      const edits = await log.readAt(chat.state.edits.get(seq)?.slice(-mostVersions) ?? []);
      return [said, ...edits.map(({ record }) => record)].map(({ seq: from, time, message: text }) => ({
        seq: from,
        time,
        text,
      }));
    }),
  /** Lists who has reacted with which emoji. */
  reactions: procedure
    .input(declared.reactions.input)
    .query(async ({ ctx, input: { room, seq } }): Promise<readonly Reaction[]> => {
      await standingMessage(ctx, room, seq);
      const { session, services } = ctx;
      const reactions = new Map<string, Reaction>();
      for (const { emoji, client_id } of reactionsTo(services.chat.state, seq)) {
        const reaction = reactions.get(emoji) ?? { emoji, people: [] };
        reaction.people.push({ client_id, name: session.nameOf(client_id) });
        reactions.set(emoji, reaction);
      }
      return [...reactions.values()];
    }),
};
