import type { Database } from "./database.ts";
import { hashOf, newToken } from "./tokens.ts";

export interface ResetWish {
  readonly clientId: string;
  readonly lastsMs: number;
  readonly by: string;
}

export interface ResetsParts {
  readonly database: Database;
  readonly log: string;
  readonly now: () => number;
}

/** Links for who forgot the password of an account: whoever opens one chooses a new one, once, for so long (IDN-5). */
export class Resets {
  readonly #database: Database;
  readonly #log: string;
  readonly #now: () => number;

  constructor({ database, log, now }: ResetsParts) {
    this.#database = database;
    this.#log = log;
    this.#now = now;
  }

  /** A new one; the earlier ones for that account are good no more. Its code is told once and kept by nobody here. */
  async make({ clientId, lastsMs, by }: ResetWish): Promise<string> {
    const code = newToken();
    await this.#database.transact([
      { sql: "DELETE FROM resets WHERE log = ? AND client_id = ?", values: [this.#log, clientId] },
      {
        sql: "INSERT INTO resets VALUES (?, ?, ?, ?, ?)",
        values: [hashOf(code), this.#log, clientId, this.#now() + lastsMs, by],
      },
    ]);
    return code;
  }

  /** Whose account it is for; undefined where it is not good. */
  async clientOf(code: string): Promise<string | undefined> {
    const row = await this.#database.get(
      "SELECT client_id FROM resets WHERE code_hash = ? AND log = ? AND expires_ms > ?",
      hashOf(code),
      this.#log,
      this.#now(),
    );
    return row && String(row["client_id"]);
  }

  /**
   * Sets the password (as it is kept) and ends every login of the account, once. Returns the number that no login that
   * ended by it is above; undefined where it was not good any more.
   */
  async use(code: string, password: string): Promise<number | undefined> {
    const clientId = await this.clientOf(code);
    if (clientId === undefined) return undefined;
    const results = await this.#database.transact([
      {
        sql: "DELETE FROM resets WHERE code_hash = ? AND log = ? AND expires_ms > ?",
        values: [hashOf(code), this.#log, this.#now()],
        must: true,
      },
      {
        sql: "UPDATE accounts SET password = ? WHERE log = ? AND client_id = ?",
        values: [password, this.#log, clientId],
        must: true,
      },
      { sql: "DELETE FROM logins WHERE log = ? AND client_id = ?", values: [this.#log, clientId] },
    ]);
    if (results === undefined) return undefined;
    const row = await this.#database.get("SELECT seq FROM sqlite_sequence WHERE name = 'logins'");
    return Number(row?.["seq"] ?? 0);
  }
}
