/**
 * `words` has no texts: they stay in the log. `forms` are words as they were said, `stems` what their forms have
 * in common, `marks` what else a search can ask for: the room, the author, a link.
 */
export const searchSchema = `
CREATE TABLE part (log TEXT NOT NULL, run TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE TABLE rooms (id INTEGER PRIMARY KEY, room TEXT NOT NULL UNIQUE, messages INTEGER NOT NULL DEFAULT 0);
CREATE TABLE authors (id INTEGER PRIMARY KEY, client TEXT NOT NULL, name TEXT NOT NULL, form TEXT NOT NULL, UNIQUE (client, name));
CREATE INDEX authors_by_form ON authors (form);
CREATE TABLE messages (
  seq INTEGER PRIMARY KEY,
  text INTEGER NOT NULL,
  room INTEGER NOT NULL,
  author INTEGER NOT NULL,
  time INTEGER NOT NULL,
  length INTEGER NOT NULL,
  file INTEGER NOT NULL
);
CREATE TABLE days (day INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (forms, stems, marks, content='', columnsize=0, tokenize='ascii');
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
`;

/** Whether a message has a link, a file: marks of their own. */
export const linkMark = "hl";
export const fileMark = "hf";
/** What every message has, for queries that name nothing else. */
export const everyMark = "m";
export const roomMark = (id: number): string => `r${id}`;
export const authorMark = (id: number): string => `a${id}`;
