import { z } from "zod";
import { cleanText } from "./looks/clean.ts";
import { cleanLine } from "./looks/line.ts";

/** Returns the length as people count it, in code points. */
export const characters = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** Counts only long texts: a text never has more code points than units, and almost every text is short. */
export const hasAtMost = (text: string, most: number): boolean =>
  text.length <= most || characters(text) <= most;

/** Text that a person says: 1 to 4,000 characters after cleaning. */
export const textSchema = z
  .string()
  .max(16_384)
  .transform(cleanText)
  .refine((text) => text.trim().length > 0, { error: "a message has at least one visible character" })
  .refine((text) => hasAtMost(text, 4000), { error: "a message has at most 4000 characters" });

/** Topic of a room: one line, at most 250 characters after cleaning; empty for none. */
export const topicSchema = z
  .string()
  .max(1024)
  .transform((topic) => cleanLine(topic).replaceAll(/\s+/gu, " ").trim())
  .refine((topic) => hasAtMost(topic, 250), { error: "a topic has at most 250 characters" });

/** Reason for what was done to somebody: one line, shown to them. */
export const reasonSchema = z
  .string()
  .max(1024)
  .transform((reason) => cleanLine(reason).replaceAll(/\s+/gu, " ").trim())
  .refine((reason) => hasAtMost(reason, 250), { error: "a reason has at most 250 characters" });
