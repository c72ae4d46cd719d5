import { z } from "zod";
import { emojiSchema } from "../emoji.ts";
import { idSchema, seqSchema } from "../ids.ts";
import { knownRoomSchema } from "../room-name.ts";
import { textSchema } from "../text.ts";
import { oneMessage } from "./arguments.ts";
import { command } from "./define-command.ts";
import { calling, onLines, type Says } from "./outcome.ts";
import { mutation, query } from "./procedure.ts";
import { personSchema } from "./room.ts";

/** What stands in every command that does something to a message. */
export const aboutMessage = {
  /** Idempotency key: sent again with it, a command is carried out once (DEL-1). Who gives none sends it once. */
  id: idSchema.optional(),
  room: knownRoomSchema,
  seq: seqSchema.min(1),
};

/** The answer to such a command. */
export const changeSchema = z.object({
  /** Of the record; missing where nothing had to change, and there is none. */
  seq: seqSchema.optional(),
  time: z.iso.datetime().optional(),
  /** The id was known: this is the answer to its first arrival. */
  duplicate: z.boolean(),
  /** As the answer to a message has it. */
  cannot_see: z.array(z.string()).optional(),
  /** It was so already. */
  unchanged: z.literal(true).optional(),
});
export type Change = z.infer<typeof changeSchema>;

/** An emoji below a message, and whose. */
const reactionSchema = z.object({ emoji: z.string(), people: z.array(personSchema) });
export type Reaction = z.infer<typeof reactionSchema>;

/** What a message said from a record on. */
const versionSchema = z.object({ seq: seqSchema, time: z.iso.datetime(), text: z.string() });
export type Version = z.infer<typeof versionSchema>;

export const annotationProcedures = {
  /** Changes what an own message says. */
  edit: mutation("message.edit", {
    input: z.object({ ...aboutMessage, text: textSchema }),
    answer: changeSchema,
  }),
  /** Sets a reaction, or with `withdrawn` unsets it: sent again it never flips (MSG-3). */
  react: mutation("message.react", {
    input: z.object({ ...aboutMessage, emoji: emojiSchema, withdrawn: z.boolean().default(false) }),
    answer: changeSchema,
  }),
  /** What a message has said, oldest first: what it said first, and the newest 100 of what it was changed to. */
  versions: query("message.versions", {
    input: z.object({ room: knownRoomSchema, seq: seqSchema.min(1) }),
    answer: z.array(versionSchema),
  }),
  /** Who has reacted with what, in the order in which it was first set. */
  reactions: query("message.reactions", {
    input: z.object({ room: knownRoomSchema, seq: seqSchema.min(1) }),
    answer: z.array(reactionSchema),
  }),
};

/** Who sees the message sees what became of it. */
export const saysChanged: Says<Change> = ({ unchanged, cannot_see = [] }, viewer, lines) => ({
  lines: [
    ...(unchanged ? [lines.unchanged()] : onLines(viewer, lines.done())),
    ...(cannot_see.length > 0 ? [lines.cannotSee(cannot_see)] : []),
  ],
});

const seqFirst = /^#?(?<seq>\d{1,15})\s+(?<rest>[^]+)$/u;

/** A message, and what stands behind it. */
export const seqAnd = (text: string): { readonly seq: number; readonly rest: string } => {
  const { seq, rest } = seqFirst.exec(text)?.groups ?? {};
  return { seq: Number(seq ?? 0), rest: rest ?? "" };
};

/** A message, and what it is to say. */
export const seqAndText = z
  .string()
  .transform((typed) => {
    const { seq, rest } = seqAnd(typed);
    return { seq, text: rest };
  })
  .pipe(z.object({ seq: seqSchema.min(1), text: textSchema }));

const emojiAndState = /^#?(?<seq>\d{1,15})\s+(?<emoji>\S+)(?:\s+(?<state>on|off))?$/u;

/** A message and an emoji; without `on` or `off` it is for who reads it to say which of them is meant. */
const seqAndEmoji = z
  .string()
  .transform((typed) => {
    const { seq, emoji = "", state } = emojiAndState.exec(typed)?.groups ?? {};
    return { seq: Number(seq ?? 0), emoji, withdrawn: state === undefined ? undefined : state === "off" };
  })
  .pipe(
    z.object({ seq: seqSchema.min(1), emoji: emojiSchema, withdrawn: z.union([z.boolean(), z.undefined()]) }),
  );

export const annotationCommands = {
  versions: command("versions", {
    aliases: ["версии"],
    arguments: oneMessage,
    procedure: annotationProcedures.versions,
    call: ({ seq }, { room }) =>
      calling(annotationProcedures.versions, { room, seq }, (versions, { clockAt }, lines) => ({
        lines: versions.map(({ time, text }, place) =>
          lines.version(place + 1, `${clockAt(time).clock}, ${lines.day(new Date(time))}`, text),
        ),
      })),
  }),
  edit: command("edit", {
    aliases: ["изменить"],
    arguments: seqAndText,
    procedure: annotationProcedures.edit,
    call: (given, { room }) => calling(annotationProcedures.edit, { room, ...given }, saysChanged),
  }),
  react: command("react", {
    aliases: ["реакция"],
    arguments: seqAndEmoji,
    procedure: annotationProcedures.react,
    call: (given, { room }) => calling(annotationProcedures.react, { room, ...given }, saysChanged),
  }),
};
