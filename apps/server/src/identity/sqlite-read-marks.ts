import { z } from "zod";
import type { Statement } from "./database-messages.ts";
import type { Database } from "./database.ts";
import type { MarkPlace, ReadMark, ReadMarks } from "./read-marks.ts";

/** How long a note waits for others, to be written together, in milliseconds. */
const noteMs = 1000;

const rowSchema = z.object({ room: z.string(), seq: z.number(), version: z.number() });

/** A note for a place; without a mark, that there is none. */
interface Noted extends MarkPlace {
  readonly mark: ReadMark | undefined;
}

/**
 * Read marks in `data/`. Reading writes nothing: marks are noted, and kept a moment later with those of all
 * others.
 */
export class SqliteReadMarks implements ReadMarks {
  readonly #database: Database;
  readonly #log: string;
  /** Notes by client, then by room. */
  readonly #noted = new Map<string, Map<string, Noted>>();
  #timer: NodeJS.Timeout | undefined;

  constructor({ database, log }: { readonly database: Database; readonly log: string }) {
    this.#database = database;
    this.#log = log;
  }

  async of(clientId: string): Promise<ReadonlyMap<string, ReadMark>> {
    // A mark written meanwhile may be neither in the answer nor noted any longer.
    const before = this.#notedOf(clientId);
    const rows = await this.#database.all(
      "SELECT room, seq, version FROM read_marks WHERE log = ? AND client_id = ?",
      this.#log,
      clientId,
    );
    const marks = new Map(
      rows.map((row): [string, ReadMark] => {
        const { room, seq, version } = rowSchema.parse(row);
        return [room, { seq, version }];
      }),
    );
    for (const { room, mark } of [...before, ...this.#notedOf(clientId)])
      if (mark) marks.set(room, mark);
      else marks.delete(room);
    return marks;
  }

  note(place: MarkPlace, mark: ReadMark): void {
    this.#put({ ...place, mark });
  }

  forget(place: MarkPlace): void {
    this.#put({ ...place, mark: undefined });
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#keep(this.#all()).catch(() => undefined);
  }

  #put(noted: Noted): void {
    const ofClient = this.#noted.get(noted.clientId) ?? new Map<string, Noted>();
    this.#noted.set(noted.clientId, ofClient.set(noted.room, noted));
    this.#timer ??= setTimeout(() => void this.#write(), noteMs).unref();
  }

  #notedOf(clientId: string): readonly Noted[] {
    return [...(this.#noted.get(clientId)?.values() ?? [])];
  }

  #all(): readonly Noted[] {
    return [...this.#noted.values()].flatMap((ofClient) => ofClient.values().toArray());
  }

  async #write(): Promise<void> {
    const written = this.#all();
    // The store itself reports that it takes nothing.
    const isKept = await this.#keep(written).then(
      () => true,
      () => false,
    );
    this.#timer = undefined;
    for (const noted of isKept ? written : []) this.#clear(noted);
    if (this.#noted.size > 0) this.#timer = setTimeout(() => void this.#write(), noteMs).unref();
  }

  /** Removes a written note, unless it was replaced meanwhile and is still to be written. */
  #clear(noted: Noted): void {
    const ofClient = this.#noted.get(noted.clientId);
    if (ofClient?.get(noted.room) !== noted) return;
    ofClient.delete(noted.room);
    if (ofClient.size === 0) this.#noted.delete(noted.clientId);
  }

  async #keep(all: readonly Noted[]): Promise<void> {
    if (all.length === 0) return;
    await this.#database.transact(all.map((noted) => this.#statement(noted)));
  }

  #statement({ clientId, room, mark }: Noted): Statement {
    const place = [this.#log, clientId, room];
    if (!mark)
      return { sql: "DELETE FROM read_marks WHERE log = ? AND client_id = ? AND room = ?", values: place };
    return {
      sql: `INSERT INTO read_marks VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (log, client_id, room) DO UPDATE SET seq = excluded.seq, version = excluded.version
            WHERE excluded.version > version`,
      values: [...place, mark.seq, mark.version],
    };
  }
}

/** Removes marks of clients with neither an account nor a login: nobody comes back as one. */
export const withoutMarksOfNobody = (log: string): Statement => ({
  sql: `DELETE FROM read_marks WHERE log = ?
        AND NOT EXISTS (SELECT 1 FROM logins l WHERE l.log = read_marks.log AND l.client_id = read_marks.client_id)
        AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.log = read_marks.log AND a.client_id = read_marks.client_id)`,
  values: [log],
});
