/** Signs drawn as nothing or as a blank: separators, controls, format and default-ignorable characters. */
const unseen = String.raw`[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]`;
const atStart = new RegExp(`^${unseen}+`, "u");
const anywhere = new RegExp(unseen, "gu");

/** Counts the invisible UTF-16 units at the start of a line: a command after them is still one (CLI-3). */
export const unseenStart = (line: string): number => atStart.exec(line)?.[0].length ?? 0;

/** Whether the typed text is or becomes a command: it must not be said, and may contain a password. */
export const beginsCommand = (typed: string): boolean => /^\/(?!\/)/u.test(typed.slice(unseenStart(typed)));

/** Returns a word without its invisible characters. */
export const seenOf = (word: string): string => word.replaceAll(anywhere, "");
