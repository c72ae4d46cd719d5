import { z } from "zod";

/** The most units that an emoji has, with everything that is joined in it. */
const longestEmoji = 32;

/** Distinguishes an emoji from the sign of the same look; people's keyboards leave it out, or add one. */
const selector = "\uFE0F";

let oneEmoji: RegExp | undefined;

const isEmoji = (text: string): boolean => {
  // Compiled only when needed: not every browser supports it.
  oneEmoji ??= new RegExp(String.raw`^\p{RGI_Emoji}$`, "v");
  return oneEmoji.test(text);
};

/** Returns the emoji that a text is, in its one spelling; undefined if it is not exactly one (MSG-3). */
export const emojiOf = (text: string): string | undefined =>
  text.length > longestEmoji
    ? undefined
    : [text, `${text}${selector}`, text.replaceAll(selector, "")].find(isEmoji);

/** One emoji, in the spelling that Unicode recommends: two reactions with it are the same. */
export const emojiSchema = z
  .string()
  .max(longestEmoji)
  .transform((text) => emojiOf(text.trim()) ?? "")
  .refine((emoji) => emoji !== "", { error: "a reaction is one emoji" });
