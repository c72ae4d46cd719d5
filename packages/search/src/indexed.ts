import { stemOf } from "./stem.ts";
import { wordsOf } from "./words.ts";

export { formOf } from "./words.ts";

/** A text as an index takes it: words with single spaces between them, at the same places in both. */
export interface IndexedText {
  readonly forms: string;
  readonly stems: string;
}

/** What is compared has changed where this has: an index of another version is made anew. */
export const indexVersion = 2;

export const indexedText = (text: string): IndexedText => {
  let forms = "";
  let stems = "";
  for (const { form } of wordsOf(text)) {
    const space = forms === "" ? "" : " ";
    forms += space + form;
    stems += space + stemOf(form);
  }
  return { forms, stems };
};

const address = /https?:\/\/[^\s<>"]+\.[^\s<>"]/iu;

/** Whether a text has a web address in it. */
export const hasLink = (text: string): boolean => address.test(text);
