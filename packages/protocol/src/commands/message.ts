import { z } from "zod";
import { nameSchema } from "../name.ts";
import { idSchema, seqSchema } from "../ids.ts";
import { knownRoomSchema } from "../room-name.ts";
import { textSchema } from "../text.ts";
import { seqAndText } from "./annotation.ts";
import { oneMessage } from "./arguments.ts";
import { command } from "./define-command.ts";
import { calling, saysDone } from "./outcome.ts";
import { mutation } from "./procedure.ts";
import { roomProcedures } from "./room.ts";

/** `message.send` */
export const sendSchema = z.object({
  id: idSchema,
  room: knownRoomSchema,
  text: textSchema,
  reply_to: seqSchema.optional(),
  action: z.literal(true).optional(),
});
export type Send = z.infer<typeof sendSchema>;

/** The answer to a message: durable at `seq`. */
export const acknowledgementSchema = z.object({
  seq: seqSchema,
  time: z.iso.datetime(),
  /** The id was known: this is the answer to its first arrival. */
  duplicate: z.boolean(),
  /** Names that the text mentions, of people who do not see the messages of the room (MSG-5). */
  cannot_see: z.array(z.string()).optional(),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

export const messageProcedures = {
  send: mutation("message.send", { input: sendSchema, answer: acknowledgementSchema }),
  /** Deletes a message. */
  remove: mutation("message.remove", {
    input: z.object({ room: knownRoomSchema, seq: seqSchema.min(1) }),
    answer: z.unknown(),
  }),
};

const quoted = /^(?:"(?<straight>[^"]+)"|«(?<angled>[^»]+)»|(?<word>\S+))\s+(?<text>[^]+)$/u;

/** A name, in quotes if it has spaces, and a text. */
const nameAndText = z
  .string()
  .transform((rest) => {
    const { straight, angled, word, text } = quoted.exec(rest)?.groups ?? {};
    return { name: straight ?? angled ?? word ?? "", text: text ?? "" };
  })
  .pipe(z.object({ name: nameSchema, text: textSchema }));

export const messageCommands = {
  /** Opens the room of two, into which the client then sends the text. */
  msg: command("msg", {
    aliases: ["m", "dm", "лс"],
    arguments: nameAndText,
    completes: "name",
    procedure: roomProcedures.direct,
    call: ({ name }) =>
      calling(roomProcedures.direct, { name }, ({ room, other_left }, _, lines) => ({
        lines: other_left ? [lines.otherLeft(name)] : [],
        room,
      })),
  }),
  me: command("me", {
    aliases: ["я"],
    arguments: textSchema.transform((text) => ({ text })),
    procedure: messageProcedures.send,
  }),
  reply: command("reply", {
    aliases: ["ответить"],
    completes: "message",
    arguments: seqAndText,
    procedure: messageProcedures.send,
  }),
  delete: command("delete", {
    aliases: ["удалить"],
    completes: "message",
    arguments: oneMessage,
    procedure: messageProcedures.remove,
    call: ({ seq }, { room }) => calling(messageProcedures.remove, { room, seq }, saysDone),
  }),
};
