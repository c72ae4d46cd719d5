import { z } from "zod";
import {
  cleanName,
  localeSchema,
  nameSchema,
  roomNameSchema,
  seqSchema,
  textSchema,
  topicSchema,
} from "../names.ts";

/** What stands behind a command's name, parsed from one string; `""` where nothing stands there. */

export const nothing = z.literal("").transform(() => ({}));

const absent = z.literal("").transform(() => undefined);
const withoutMark = (mark: RegExp) => (rest: string) => rest.replace(mark, "").trim();

const room = z.string().transform(withoutMark(/^#/u)).pipe(roomNameSchema);

/** Any text: what nobody knows is answered with what might have been meant. */
export const helpTopic = z
  .string()
  .max(64)
  .transform(withoutMark(/^\//u))
  .transform((about): { about?: string } => (about === "" ? {} : { about }));

/** Any text: why it is no name is a sentence of its own. */
export const newName = z
  .string()
  .min(1)
  .max(1024)
  .transform((name) => ({ name: cleanName(name) }));

export const roomOrHere = z
  .union([absent, room])
  .transform((room): { room?: string } => (room === undefined ? {} : { room }));

/** `-` takes the topic away, nothing asks for it. */
export const topicOrNothing = z
  .union([absent, z.literal("-").transform(() => ""), topicSchema])
  .transform((topic): { topic?: string } => (topic === undefined ? {} : { topic }));

const quoted = /^(?:"(?<straight>[^"]+)"|«(?<angled>[^»]+)»|(?<word>\S+))\s+(?<text>[^]+)$/u;

/** A name, in quotes where it has spaces, and what to say. */
export const nameAndText = z
  .string()
  .transform((rest) => {
    const { straight, angled, word, text } = quoted.exec(rest)?.groups ?? {};
    return { name: straight ?? angled ?? word ?? "", text: text ?? "" };
  })
  .pipe(z.object({ name: nameSchema, text: textSchema }));

export const someText = textSchema.transform((text) => ({ text }));

/** How many records a look back shows unless it says so. */
const lookBack = 20;

export const recordCount = z
  .union([
    absent,
    z
      .string()
      .regex(/^\d{1,4}$/u)
      .transform(Number),
  ])
  .pipe(z.int().min(1).max(200).default(lookBack))
  .transform((count) => ({ count }));

export const position = z
  .string()
  .regex(/^#?\d{1,15}$/u)
  .transform((rest) => Number(rest.replace("#", "")))
  .pipe(seqSchema)
  .transform((seq) => ({ seq }));

export const language = z
  .string()
  .toLowerCase()
  .pipe(localeSchema)
  .transform((locale) => ({ locale }));

export const onOrOff = z
  .string()
  .toLowerCase()
  .pipe(z.enum(["on", "off"]))
  .transform((state) => ({ on: state === "on" }));

export const farewell = z
  .union([absent, textSchema])
  .transform((farewell): { farewell?: string } => (farewell === undefined ? {} : { farewell }));
