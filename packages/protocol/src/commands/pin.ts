import { z } from "zod";
import { idSchema, seqSchema } from "../ids.ts";
import { knownRoomSchema } from "../room-name.ts";
import { aboutMessage, changeSchema, saysChanged } from "./annotation.ts";
import { nothing, oneMessage } from "./arguments.ts";
import { command } from "./define-command.ts";
import { calling } from "./outcome.ts";
import { mutation, query } from "./procedure.ts";

/** A pinned message with its current text. */
const pinnedMessageSchema = z.object({
  seq: seqSchema,
  time: z.iso.datetime(),
  client_id: z.string(),
  /** The author's name at that time. */
  name: z.string(),
  text: z.string(),
  action: z.literal(true).optional(),
  edited: z.literal(true).optional(),
});
export type PinnedMessage = z.infer<typeof pinnedMessageSchema>;

export const pinProcedures = {
  /** Pins a message in a room, in addition to those that are; without `seq`, unpins all. */
  pin: mutation("message.pin", {
    input: z.object({ id: idSchema.optional(), room: knownRoomSchema, seq: seqSchema.min(1).optional() }),
    answer: changeSchema,
  }),
  unpin: mutation("message.unpin", { input: z.object(aboutMessage), answer: changeSchema }),
  /** Lists pinned messages in the order of pinning, without those from before the client joined. */
  pins: query("message.pins", {
    input: z.object({ room: knownRoomSchema }),
    answer: z.array(pinnedMessageSchema),
  }),
};

/** A message, or `off`. */
const pinnedOrOff = z.union([
  z.literal("off").transform((): { seq?: number } => ({})),
  oneMessage.transform((pinned): { seq?: number } => pinned),
]);

export const pinCommands = {
  pin: command("pin", {
    aliases: ["закрепить"],
    arguments: pinnedOrOff,
    completes: "message",
    procedure: pinProcedures.pin,
    call: (given, { room }) => calling(pinProcedures.pin, { room, ...given }, saysChanged),
  }),
  unpin: command("unpin", {
    aliases: ["открепить"],
    completes: "message",
    arguments: oneMessage,
    procedure: pinProcedures.unpin,
    call: ({ seq }, { room }) => calling(pinProcedures.unpin, { room, seq }, saysChanged),
  }),
  pins: command("pins", {
    aliases: ["закреплённые"],
    arguments: nothing,
    procedure: pinProcedures.pins,
    call: (_, { room }) =>
      calling(pinProcedures.pins, { room }, (pinned, { wordFor }, lines) => ({
        lines: [
          lines.pins(wordFor(room), pinned.length),
          ...pinned.map(({ seq, name, text }) => `  #${seq} ${name}: ${text}`),
        ],
      })),
  }),
};
