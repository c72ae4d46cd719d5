import type { Database } from "./database.ts";
import type { LoginEnds } from "./ended-logins.ts";
import type { Resets, ResetWish } from "./resets.ts";
import { hashOf, newToken } from "./tokens.ts";

export interface SqliteResetsParts {
  readonly database: Database;
  /** Receives the logins that end by it. */
  readonly ends: LoginEnds;
  readonly log: string;
  readonly now: () => number;
}

/** Links for a new password in `data/`. */
export class SqliteResets implements Resets {
  readonly #database: Database;
  readonly #ends: LoginEnds;
  readonly #log: string;
  readonly #now: () => number;

  constructor({ database, ends, log, now }: SqliteResetsParts) {
    this.#database = database;
    this.#ends = ends;
    this.#log = log;
    this.#now = now;
  }

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

  async clientOf(code: string): Promise<string | undefined> {
    const row = await this.#database.get(
      "SELECT client_id FROM resets WHERE code_hash = ? AND log = ? AND expires_ms > ?",
      hashOf(code),
      this.#log,
      this.#now(),
    );
    return row && String(row["client_id"]);
  }

  async use(code: string, password: string): Promise<boolean> {
    const clientId = await this.clientOf(code);
    if (clientId === undefined) return false;
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
      {
        sql: "DELETE FROM logins WHERE log = ? AND client_id = ? RETURNING id",
        values: [this.#log, clientId],
      },
    ]);
    if (results === undefined) return false;
    const ended = new Set(results.at(-1)?.rows.map(({ id }) => Number(id)));
    // In the same turn: later code finds these logins gone, and could give no better reason than that.
    this.#ends.tell({ has: ({ loginId }) => ended.has(loginId), why: "passwordReset" });
    return true;
  }
}
