import { problemOfName } from "@beseda/protocol";

const leaving: ReadonlySet<string> = new Set(["exit", "quit", "выход", "выйти"]);

/** Tells whether a line is one that many programs end a chat with, and hardly ever a message (PRG-5). */
export const meansLeaving = (text: string): boolean => leaving.has(text.trim().toLowerCase());

/** Matches one word that is written like a name: «привет» is not. */
const nameLike = /^(?=\p{Lu}|.*[\p{N}_])[\p{L}\p{N}_-]{2,32}$/u;

/** Tells whether a client's first line may be a name: many programs send that first (PRG-4). */
export const mayBeName = (text: string): boolean => nameLike.test(text) && !problemOfName(text);
