import { closeCodes, textsOf, type Locale } from "@beseda/protocol";
import { z } from "zod";
import { clientTexts, type OwnReason } from "./texts.ts";

/** A sentence in no language yet: its name and its values. */
export interface Saying {
  /** An error code of the protocol, or the name of a sentence of the client's own. */
  readonly code: string;
  readonly values?: readonly (string | number | boolean)[];
}

export const sayingSchema = z.object({
  code: z.string(),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
}) satisfies z.ZodType<Saying>;

/** The reason why something failed. */
export interface Reason {
  /** The sentence as it was said first: it stays where this version cannot say it by itself. */
  readonly text: string;
  readonly saying?: Saying;
}

export const ownReason = (code: OwnReason, locale: Locale): Reason => ({
  text: clientTexts(locale)[code],
  saying: { code },
});

/** Returns the sentence in the current language (CLI-9). */
export const wordsOf = ({ text, saying }: Reason, locale: Locale): string =>
  (saying && sentenceOf(saying, locale)) ?? closing(text, locale) ?? text;

const sentenceOf = ({ code, values = [] }: Saying, locale: Locale): string | undefined => {
  const sentences = Object.entries<unknown>({ ...textsOf(locale).errors, ...clientTexts(locale) });
  const sentence = new Map(sentences).get(code);
  if (typeof sentence === "string") return sentence;
  // A server of another version may give fewer values with the same code.
  if (typeof sentence !== "function" || values.length < sentence.length) return undefined;
  try {
    return String(Reflect.apply(sentence, undefined, values));
  } catch {
    // The value has another type than the sentence needs.
    return undefined;
  }
};

/** Returns a reason that connections are usually closed with, in this language; it has no values. */
const closing = (text: string, locale: Locale): string | undefined =>
  Object.values(closeCodes).find(({ reason }) => reason.en === text || reason.ru === text)?.reason[locale];
