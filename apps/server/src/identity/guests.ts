import { createHash, randomBytes } from "node:crypto";
import { DatabaseSync, type StatementSync } from "node:sqlite";

export interface GuestsOptions {
  /** Path of the SQLite file, created 0600. */
  readonly file: string;
  /** Name of the log: a token is good for the log whose `client_id`s it stands for. */
  readonly log: string;
  readonly now: () => number;
}

const hashOf = (token: string): Uint8Array => createHash("sha256").update(token).digest();

/** Who comes back: tokens that keep a guest's `client_id`. Only hashes are stored. */
export class Guests {
  readonly #database: DatabaseSync;
  readonly #log: string;
  readonly #now: () => number;
  readonly #insert: StatementSync;
  readonly #select: StatementSync;

  constructor({ file, log, now }: GuestsOptions) {
    this.#log = log;
    this.#now = now;
    this.#database = new DatabaseSync(file);
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS guests (
        token_hash BLOB NOT NULL, log TEXT NOT NULL, client_id TEXT NOT NULL, issued_ms INTEGER NOT NULL,
        PRIMARY KEY (token_hash, log)
      ) WITHOUT ROWID, STRICT`);
    this.#insert = this.#database.prepare("INSERT INTO guests VALUES (?, ?, ?, ?)");
    this.#select = this.#database.prepare("SELECT client_id FROM guests WHERE token_hash = ? AND log = ?");
  }

  /** A new token of 256 random bits for a client. */
  issue(clientId: string): string {
    const token = randomBytes(32).toString("base64url");
    this.#insert.run(hashOf(token), this.#log, clientId, this.#now());
    return token;
  }

  /** The `client_id` that a token stands for; undefined for an unknown one. */
  find(token: string): string | undefined {
    const row = this.#select.get(hashOf(token), this.#log);
    return typeof row?.["client_id"] === "string" ? row["client_id"] : undefined;
  }

  close(): void {
    this.#database.close();
  }
}
