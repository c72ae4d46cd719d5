import { secretStart } from "@beseda/protocol";
import type { Editor } from "./editor.ts";

/** What is shown of a line: a password in it only by its length (TXT-6). */
export const maskedText = (text: string): string => {
  const start = secretStart(text);
  return start === undefined ? text : text.slice(0, start) + "•".repeat(text.length - start);
};

/** The line as it is drawn; the cursor keeps its place. */
export const masked = (editor: Editor): Editor => ({ ...editor, text: maskedText(editor.text) });

/** The same of a line that is a password. */
export const maskedWhole = (editor: Editor): Editor => ({ ...editor, text: "•".repeat(editor.text.length) });
