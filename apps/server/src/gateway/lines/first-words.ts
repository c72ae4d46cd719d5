/**
 * What a client gets to say something before it is spoken to: a program of another protocol shows what it is, one that
 * speaks JSON is never answered otherwise (PRG-7).
 */
export const firstWordsMs = 100;
