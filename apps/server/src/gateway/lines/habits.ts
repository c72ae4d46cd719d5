import { problemOfName } from "@beseda/protocol";

const leaving: ReadonlySet<string> = new Set(["exit", "quit", "выход", "выйти"]);

/** Whether a line is what many programs end a chat with, and hardly ever a message (PRG-5). */
export const meansLeaving = (text: string): boolean => leaving.has(text.trim().toLowerCase());

/** One word that is written as a name is: «привет» is none. */
const nameLike = /^(?=\p{Lu}|.*[\p{N}_])[\p{L}\p{N}_-]{2,32}$/u;

/** Whether somebody's first line may be their name: many programs send that first (PRG-4). */
export const mayBeName = (text: string): boolean => nameLike.test(text) && !problemOfName(text);
