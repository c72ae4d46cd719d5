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

/** Fields of every command that changes something about a message. */
export const aboutMessage = {
  /** Idempotency key: a command sent again with it runs once (DEL-1). A client without one sends it once. */
  id: idSchema.optional(),
  room: knownRoomSchema,
  seq: seqSchema.min(1),
};

/** The answer to such a command. */
export const changeSchema = z.object({
  /** `seq` of the record; missing if nothing had to change, so that there is none. */
  seq: seqSchema.optional(),
  time: z.iso.datetime().optional(),
  /** The id was known: this is the answer to its first arrival. */
  duplicate: z.boolean(),
  /** Same as in the answer to a message. */
  cannot_see: z.array(z.string()).optional(),
  /** Nothing had to change. */
  unchanged: z.literal(true).optional(),
});
export type Change = z.infer<typeof changeSchema>;

/** An emoji below a message, and the people who set it. */
const reactionSchema = z.object({ emoji: z.string(), people: z.array(personSchema) });
export type Reaction = z.infer<typeof reactionSchema>;

/** The text of a message from a record on. */
const versionSchema = z.object({ seq: seqSchema, time: z.iso.datetime(), text: z.string() });
export type Version = z.infer<typeof versionSchema>;

export const annotationProcedures = {
  /** Changes the text of one's own message. */
  edit: mutation("message.edit", {
    input: z.object({ ...aboutMessage, text: textSchema }),
    answer: changeSchema,
  }),
  /** Sets a reaction, or removes it with `withdrawn`: sending it again never toggles it (MSG-3). */
  react: mutation("message.react", {
    input: z.object({ ...aboutMessage, emoji: emojiSchema, withdrawn: z.boolean().default(false) }),
    answer: changeSchema,
  }),
  /** Returns the texts of a message, oldest first: the original, and the newest 100 of its changes. */
  versions: query("message.versions", {
    input: z.object({ room: knownRoomSchema, seq: seqSchema.min(1) }),
    answer: z.array(versionSchema),
  }),
  /** Returns the reactions with their people, in the order in which each was first set. */
  reactions: query("message.reactions", {
    input: z.object({ room: knownRoomSchema, seq: seqSchema.min(1) }),
    answer: z.array(reactionSchema),
  }),
};

/** Reports a change: clients that show the message show the result by themselves. */
export const saysChanged: Says<Change> = ({ unchanged, cannot_see = [] }, viewer, lines) => ({
  lines: [
    ...(unchanged ? [lines.unchanged()] : onLines(viewer, lines.done())),
    ...(cannot_see.length > 0 ? [lines.cannotSee(cannot_see)] : []),
  ],
});

const seqFirst = /^#?(?<seq>\d{1,15})\s+(?<rest>[^]+)$/u;

/** Splits a text into the `seq` of a message and the rest. */
export const seqAnd = (text: string): { readonly seq: number; readonly rest: string } => {
  const { seq, rest } = seqFirst.exec(text)?.groups ?? {};
  return { seq: Number(seq ?? 0), rest: rest ?? "" };
};

/** A message and its new text. */
export const seqAndText = z
  .string()
  .transform((typed) => {
    const { seq, rest } = seqAnd(typed);
    return { seq, text: rest };
  })
  .pipe(z.object({ seq: seqSchema.min(1), text: textSchema }));

const emojiAndState = /^#?(?<seq>\d{1,15})\s+(?<emoji>\S+)(?:\s+(?<state>on|off))?$/u;

/** A message and an emoji; without `on` or `off`, the caller has to decide which is meant. */
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
    completes: "message",
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
    completes: "own-message",
    arguments: seqAndText,
    procedure: annotationProcedures.edit,
    call: (given, { room }) => calling(annotationProcedures.edit, { room, ...given }, saysChanged),
  }),
  react: command("react", {
    aliases: ["реакция"],
    completes: "message",
    arguments: seqAndEmoji,
    procedure: annotationProcedures.react,
    call: (given, { room }) => calling(annotationProcedures.react, { room, ...given }, saysChanged),
  }),
};
