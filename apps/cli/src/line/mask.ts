import { secretStart } from "@beseda/protocol";
import type { Editor } from "./editor.ts";

/** Returns the visible form of a line: a password in it shows only its length (TXT-6). */
export const maskedText = (text: string): string => {
  const start = secretStart(text);
  return start === undefined ? text : text.slice(0, start) + "•".repeat(text.length - start);
};

/** The line as it is drawn; the cursor keeps its place. */
export const masked = (editor: Editor): Editor => ({ ...editor, text: maskedText(editor.text) });

/** Masks a line that is a password as a whole. */
export const maskedWhole = (editor: Editor): Editor => ({ ...editor, text: "•".repeat(editor.text.length) });
