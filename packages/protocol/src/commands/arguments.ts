import { z } from "zod";
import { nameSchema } from "../name.ts";
import { seqSchema } from "../ids.ts";
import { knownRoomSchema, roomNameSchema } from "../room-name.ts";

/** Arguments of several commands, parsed from one string; `""` if there are none. */

export const nothing = z.literal("").transform(() => ({}));

export const absent = z.literal("").transform(() => undefined);

/** Removes the sign that people write before a room or a command. */
export const withoutMark = (mark: RegExp) => (rest: string) => rest.replace(mark, "").trim();

const room = z.string().transform(withoutMark(/^#/u)).pipe(roomNameSchema);

export const roomOrHere = z
  .union([absent, room])
  .transform((room): { room?: string } => (room === undefined ? {} : { room }));

export const knownRoom = z
  .string()
  .transform((text) => text.replace(/^#/u, "").trim())
  .pipe(knownRoomSchema)
  // A room of two is entered by talking to the other person.
  .refine((room) => !room.startsWith("@"))
  .transform((room) => ({ room }));

const nameFirst = /^(?:"(?<straight>[^"]+)"|«(?<angled>[^»]+)»|(?<word>\S+))(?:\s+(?<rest>[^]+))?$/u;

/** Splits a text into a name, in quotes if it has spaces, and the rest. */
export const split = (text: string): { readonly name: string; readonly rest: string } => {
  const { straight, angled, word, rest } = nameFirst.exec(text)?.groups ?? {};
  return { name: straight ?? angled ?? word ?? "", rest: rest ?? "" };
};

export const oneName = z
  .string()
  .transform(split)
  .pipe(z.object({ name: nameSchema, rest: z.literal("") }))
  .transform(({ name }) => ({ name }));

const positionFrom = (least: number) =>
  z
    .string()
    .regex(/^#?\d{1,15}$/u)
    .transform((rest) => Number(rest.replace("#", "")))
    .pipe(seqSchema.min(least))
    .transform((seq) => ({ seq }));

/** A position in the log, `120` or `#120`; 0 is before the first record. */
export const position = positionFrom(0);

/** A record of the log. */
export const oneMessage = positionFrom(1);

/** An empty argument lists the first page, a number that page. */
export const pageOrNone = z
  .string()
  .regex(/^(?:[1-9]\d{0,4})?$/u)
  .transform((text): { page?: number } => (text === "" ? {} : { page: Number(text) }));
