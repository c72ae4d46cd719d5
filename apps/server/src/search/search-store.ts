import type { DatabaseSync, StatementSync } from "node:sqlite";
import { formOf, hasLink, indexedText } from "@beseda/search/indexed";
import type { IndexedPart } from "./search-index.ts";
import { wordsIn, type Said, type SaidText } from "./said.ts";
import { authorMark, everyMark, fileMark, linkMark, roomMark } from "./search-schema.ts";

const dayMs = 86_400_000;

type SaidMessage = Extract<Said, { kind: "message" }>;

/** A message as it is in the index. */
interface Kept {
  readonly text: number;
  readonly room: number;
  readonly author: number;
  readonly length: number;
  readonly isFile: boolean;
}

/** What becomes of a message that is in the index: another text, or none. */
export interface Change {
  readonly seq: number;
  readonly kept: Kept;
  readonly becomes: { readonly seq: number; readonly text: string } | undefined;
}

/** What a run of records changes, all taken together. */
export interface Changes {
  readonly messages: readonly (SaidMessage & { readonly textSeq: number })[];
  readonly changed: readonly Change[];
}

/** A text was taken out of the log, so that nobody can say any more which words to forget. */
export class UnknownTextError extends Error {}

/** The file of the index. Everything here waits for the disk: it has a thread of its own. */
export class SearchStore {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();
  readonly #rooms = new Map<string, number>();
  readonly #authors = new Map<string, number>();
  #hasVocabulary = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get part(): IndexedPart | undefined {
    const row = this.prepare("SELECT log, run, seq FROM part").get();
    return row && { log: String(row["log"]), run: String(row["run"]), seq: Number(row["seq"]) };
  }

  /** Takes all changes of a run of records together: which texts of earlier messages they change. */
  changesOf(said: readonly Said[]): Changes {
    const messages = new Map<number, SaidMessage & { textSeq: number }>();
    const changed = new Map<number, Change>();
    for (const one of said) {
      if (one.kind === "message") {
        messages.set(one.seq, { ...one, textSeq: one.seq });
        continue;
      }
      const fresh = messages.get(one.target);
      if (fresh && one.kind === "edited")
        messages.set(one.target, { ...fresh, text: one.text, textSeq: one.seq });
      else if (fresh) messages.delete(one.target);
      else this.#change(changed, one);
    }
    return { messages: [...messages.values()], changed: [...changed.values()] };
  }

  /**
   * Writes the changes and the part that it has then, all or nothing.
   * @param texts - of changed messages as they are in the index, by the `seq` of their records
   */
  write({ messages, changed }: Changes, texts: ReadonlyMap<number, SaidText>, part: IndexedPart): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      for (const change of changed) this.#rewrite(change, texts);
      this.#add(messages);
      this.#database.exec("DELETE FROM part");
      this.prepare("INSERT INTO part VALUES (?, ?, ?)").run(part.log, part.run, part.seq);
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#rooms.clear();
      this.#authors.clear();
      // A full disk has rolled it back already.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
    // Words that are gone would stay in the log of the file until it is written over.
    if (changed.length > 0) this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  /**
   * Returns the words of the index that begin so, as far as there are no more than that; undefined for more.
   * The index can look for beginnings itself, but then puts together all that they find before the first hit.
   */
  beginningWith(beginning: string, most: number): readonly string[] | undefined {
    this.#vocabulary();
    const next = this.prepare("SELECT term FROM temp.vocabulary WHERE term >= ? AND term < ? LIMIT 1");
    const found: string[] = [];
    // What a word is followed by in the order of its bytes: a query of its own skips all its places.
    let from = beginning;
    for (;;) {
      const term = next.get(from, `${beginning}\u{10FFFF}`)?.["term"];
      if (typeof term !== "string") return found;
      if (found.length === most) return undefined;
      found.push(term);
      from = `${term}\u0001`;
    }
  }

  close(): void {
    this.#database.close();
  }

  #change(changed: Map<number, Change>, said: Exclude<Said, SaidMessage>): void {
    const kept = changed.get(said.target)?.kept ?? this.#kept(said.target);
    if (!kept) return;
    if (said.kind === "redacted" && kept.length > 0) throw new UnknownTextError();
    const becomes = said.kind === "edited" ? { seq: said.seq, text: said.text } : undefined;
    changed.set(said.target, { seq: said.target, kept, becomes });
  }

  #kept(seq: number): Kept | undefined {
    const row = this.prepare("SELECT text, room, author, length, file FROM messages WHERE seq = ?").get(seq);
    return (
      row && {
        text: Number(row["text"]),
        room: Number(row["room"]),
        author: Number(row["author"]),
        length: Number(row["length"]),
        isFile: row["file"] === 1,
      }
    );
  }

  #rewrite({ seq, kept, becomes }: Change, texts: ReadonlyMap<number, SaidText>): void {
    const { room, author, isFile } = kept;
    const file = isFile ? texts.get(seq)?.file : undefined;
    const before = wordsIn(file, texts.get(kept.text)?.text ?? "");
    const { forms, stems } = indexedText(before);
    if (countOf(forms) !== kept.length) throw new UnknownTextError();
    this.prepare("INSERT INTO words (words, rowid, forms, stems, marks) VALUES ('delete', ?, ?, ?, ?)").run(
      seq,
      forms,
      stems,
      marksOf({ room, author, isFile, text: before }),
    );
    if (!becomes) {
      this.prepare("DELETE FROM messages WHERE seq = ?").run(seq);
      return;
    }
    const text = wordsIn(file, becomes.text);
    const after = indexedText(text);
    const count = countOf(after.forms);
    this.prepare("UPDATE messages SET text = ?, length = ? WHERE seq = ?").run(becomes.seq, count, seq);
    this.#insertWords(seq, { room, author, isFile, text }, after);
  }

  #add(messages: Changes["messages"]): void {
    const days = new Map<number, readonly [first: number, last: number]>();
    const counts = new Map<number, number>();
    const insert = this.prepare("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (const message of messages) {
      const { seq, time, file, textSeq } = message;
      const isFile = file !== undefined;
      const text = wordsIn(file, message.text);
      const room = this.#roomOf(message.room);
      const author = this.#authorOf(message);
      const indexed = indexedText(text);
      insert.run(seq, textSeq, room, author, time, countOf(indexed.forms), Number(isFile));
      this.#insertWords(seq, { room, author, isFile, text }, indexed);
      counts.set(room, (counts.get(room) ?? 0) + 1);
      const day = Math.floor(time / dayMs);
      days.set(day, [days.get(day)?.[0] ?? seq, seq]);
    }
    const widen = this.prepare(
      "INSERT INTO days VALUES (?, ?, ?) ON CONFLICT (day) DO UPDATE SET last = excluded.last",
    );
    for (const [day, [first, last]] of days) widen.run(day, first, last);
    const counting = this.prepare("UPDATE rooms SET messages = messages + ? WHERE id = ?");
    for (const [room, count] of counts) counting.run(count, room);
  }

  #insertWords(seq: number, marked: Marked, { forms, stems }: { forms: string; stems: string }): void {
    this.prepare("INSERT INTO words (rowid, forms, stems, marks) VALUES (?, ?, ?, ?)").run(
      seq,
      forms,
      stems,
      marksOf(marked),
    );
  }

  #roomOf(room: string): number {
    const known = this.#rooms.get(room);
    if (known !== undefined) return known;
    this.prepare("INSERT OR IGNORE INTO rooms (room) VALUES (?)").run(room);
    const id = Number(this.prepare("SELECT id FROM rooms WHERE room = ?").get(room)?.["id"]);
    return remember(this.#rooms, room, id);
  }

  #authorOf({ client, name }: SaidMessage): number {
    const key = `${client} ${name}`;
    const known = this.#authors.get(key);
    if (known !== undefined) return known;
    const add = this.prepare("INSERT OR IGNORE INTO authors (client, name, form) VALUES (?, ?, ?)");
    add.run(client, name, formOf(name));
    const find = this.prepare("SELECT id FROM authors WHERE client = ? AND name = ?");
    return remember(this.#authors, key, Number(find.get(client, name)?.["id"]));
  }

  #vocabulary(): void {
    if (this.#hasVocabulary) return;
    this.#database.exec("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, words, instance)");
    this.#hasVocabulary = true;
  }

  prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const made = this.#database.prepare(sql);
    this.#prepared.set(sql, made);
    return made;
  }
}

const mostRemembered = 10_000;
const remember = (map: Map<string, number>, key: string, id: number): number => {
  if (map.size >= mostRemembered) map.clear();
  map.set(key, id);
  return id;
};

interface Marked {
  readonly room: number;
  readonly author: number;
  readonly isFile: boolean;
  readonly text: string;
}

const marksOf = ({ room, author, isFile, text }: Marked): string =>
  `${everyMark} ${roomMark(room)} ${authorMark(author)}${hasLink(text) ? ` ${linkMark}` : ""}${isFile ? ` ${fileMark}` : ""}`;

const countOf = (forms: string): number => (forms === "" ? 0 : forms.split(" ").length);
