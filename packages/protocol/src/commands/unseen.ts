/** Drawn as nothing, or as a blank: separators, controls, format characters, and what may be ignored in drawing. */
const unseen = String.raw`[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]`;
const atStart = new RegExp(`^${unseen}+`, "u");
const anywhere = new RegExp(unseen, "gu");

/** How many UTF-16 units at the beginning of a line nobody sees: a command behind them is one all the same (CLI-3). */
export const unseenStart = (line: string): number => atStart.exec(line)?.[0].length ?? 0;

/** Whether what is typed is a command, or becomes one: not to be said, and a password may be in it. */
export const beginsCommand = (typed: string): boolean => /^\/(?!\/)/u.test(typed.slice(unseenStart(typed)));

/** A word without what is not seen of it. */
export const seenOf = (word: string): string => word.replaceAll(anywhere, "");
