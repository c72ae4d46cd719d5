/**
 * The time a client has to send something before the server does: a program of another protocol shows what it
 * is, one that speaks JSON is never answered otherwise (PRG-7).
 */
export const firstWordsMs = 100;
