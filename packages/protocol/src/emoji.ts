import { z } from "zod";

/** An emoji has no more units than this, with all that is joined in it. */
const longestEmoji = 32;

/** What tells an emoji from the sign of that look; people's keyboards leave it out, or add one. */
const selector = "\uFE0F";

let oneEmoji: RegExp | undefined;

const isEmoji = (text: string): boolean => {
  // Made where it is needed: not every browser can read it.
  oneEmoji ??= new RegExp(String.raw`^\p{RGI_Emoji}$`, "v");
  return oneEmoji.test(text);
};

/** The emoji that a text is, in its one spelling; undefined where it is none, or more than one (MSG-3). */
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
