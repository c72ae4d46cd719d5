import { ChatError, nameKey, type Role } from "@beseda/protocol";
import { accountRow, loginRow, namesIn } from "./account-rows.ts";
import type { Account, Accounts, IssuedLogin, Login, NewAccount, Use } from "./accounts.ts";
import type { Database } from "./database.ts";
import { numberOf } from "./client-numbers.ts";
import { becoming } from "./becoming.ts";
import type { LoginEnds } from "./ended-logins.ts";
import { Registry } from "./registry.ts";
import { Sightings } from "./sightings.ts";
import { hashOf, newToken } from "./tokens.ts";

export interface SqliteAccountsOptions {
  readonly database: Database;
  /** Receives the logins that end here. */
  readonly ends: LoginEnds;
  /** Name of the log whose `client_id`s these are. */
  readonly log: string;
  readonly now: () => number;
  /** How long a guest is known after the last visit, in milliseconds. @default 30 days */
  readonly guestMs?: number;
  /** How long a login of an account is valid after the last visit, in milliseconds. @default 90 days */
  readonly loginMs?: number;
}

const dayMs = 86_400_000;
/** How long after a failure the accounts are read again. */
const againMs = 1000;

/** Accounts in `data/`; what has to be known at once is kept in memory too. */
export class SqliteAccounts implements Accounts {
  readonly #database: Database;
  readonly #ends: LoginEnds;
  readonly #log: string;
  readonly #now: () => number;
  readonly #guestMs: number;
  readonly #loginMs: number;
  readonly #registry: Registry;
  readonly #sightings: Sightings;
  readonly #listeners = new Set<() => void>();
  readonly #forget: () => void;

  private constructor(options: SqliteAccountsOptions) {
    this.#database = options.database;
    this.#ends = options.ends;
    this.#log = options.log;
    this.#now = options.now;
    this.#guestMs = options.guestMs ?? 30 * dayMs;
    this.#loginMs = options.loginMs ?? 90 * dayMs;
    this.#registry = new Registry(() => namesIn(options.database, options.log));
    this.#sightings = new Sightings(options.database);
    this.#forget = options.database.onChange(() => void this.#learn());
  }

  static async open(options: SqliteAccountsOptions): Promise<SqliteAccounts> {
    const accounts = new SqliteAccounts(options);
    await accounts.#registry.learn();
    return accounts;
  }

  roleOf(clientId: string): Role {
    return this.#registry.roleOf(clientId) ?? "guest";
  }

  get hasOwner(): boolean {
    return this.#registry.hasOwner;
  }

  async create({ clientId, name, password, role = "member" }: NewAccount): Promise<Account> {
    this.#registry.refuse(clientId, name);
    const { changes } = await this.#database.run(
      "INSERT OR IGNORE INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?)",
      this.#log,
      clientId,
      name,
      nameKey(name),
      role,
      password,
      this.#now(),
    );
    if (changes === 0) {
      const isOther = (await this.ofClient(clientId)) === undefined;
      throw isOther ? new ChatError("name-taken", name) : new ChatError("already-registered");
    }
    this.#registry.add({ clientId, role });
    return { clientId, name, role, password };
  }

  async remove(clientId: string): Promise<void> {
    await this.#database.run("DELETE FROM accounts WHERE log = ? AND client_id = ?", this.#log, clientId);
    this.#registry.remove(clientId);
  }

  /** Finds accounts also if the key of names has changed since the account was kept (NAM-6). */
  async find(name: string): Promise<Account | undefined> {
    const key = nameKey(name);
    const rows = await this.#database.all(
      `SELECT * FROM accounts WHERE log = ? AND (name_key = ? OR client_id IN (SELECT value FROM json_each(?)))
       ORDER BY rowid`,
      this.#log,
      key,
      JSON.stringify(this.#registry.outdatedOf(name)),
    );
    const alike = rows.map((row) => accountRow.parse(row)).filter((account) => nameKey(account.name) === key);
    return alike.find((account) => account.name === name) ?? alike[0];
  }

  async all(): Promise<readonly Account[]> {
    const rows = await this.#database.all("SELECT * FROM accounts WHERE log = ? ORDER BY rowid", this.#log);
    return rows.map((row) => accountRow.parse(row));
  }

  async ofClient(clientId: string): Promise<Account | undefined> {
    const row = await this.#database.get(
      "SELECT * FROM accounts WHERE log = ? AND client_id = ?",
      this.#log,
      clientId,
    );
    return row && accountRow.parse(row);
  }

  async setPassword(clientId: string, password: string): Promise<void> {
    await this.#database.run(
      "UPDATE accounts SET password = ? WHERE log = ? AND client_id = ?",
      password,
      this.#log,
      clientId,
    );
  }

  async setRole(clientId: string, role: Role): Promise<void> {
    await this.#database.transact(becoming(role, this.#log, clientId));
    this.#registry.setRole(clientId, role);
  }

  async issue(clientId: string, { via, client, address }: Use): Promise<IssuedLogin> {
    const token = newToken();
    const now = this.#now();
    const expiresMs = now + this.#lifetimeOf(clientId);
    // A number is kept longer than its client's login: it is never given again.
    const results = await this.#database.transact([
      {
        sql: `INSERT INTO logins (token_hash, log, client_id, via, client, address, issued_ms, expires_ms, seen_ms)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        values: [hashOf(token), this.#log, clientId, via, client, address, now, expiresMs, now],
      },
      {
        sql: `INSERT INTO numbers VALUES (?, ?)
              ON CONFLICT (log) DO UPDATE SET highest = excluded.highest WHERE excluded.highest > highest`,
        values: [this.#log, numberOf(clientId)],
      },
    ]);
    const id = results?.[0]?.id ?? 0;
    return { token, login: { id, clientId, via, client, address, issuedMs: now, expiresMs, seenMs: now } };
  }

  async resume(token: string, { via, client, address }: Use): Promise<Login | undefined> {
    const now = this.#now();
    const row = await this.#database.get(
      "SELECT * FROM logins WHERE token_hash = ? AND log = ?",
      hashOf(token),
      this.#log,
    );
    const login = row && this.#sightings.latest(loginRow.parse(row));
    if (!login || login.expiresMs <= now) return undefined;
    const expiresMs = now + this.#lifetimeOf(login.clientId);
    const seen = { ...login, via, client, address, seenMs: now, expiresMs };
    this.#sightings.note(seen);
    return seen;
  }

  async logins(clientId: string): Promise<readonly Login[]> {
    const rows = await this.#database.all(
      "SELECT * FROM logins WHERE log = ? AND client_id = ? ORDER BY id DESC",
      this.#log,
      clientId,
    );
    const now = this.#now();
    return rows
      .map((row) => this.#sightings.latest(loginRow.parse(row)))
      .filter(({ expiresMs }) => expiresMs > now);
  }

  async addressesOf(clientId: string): Promise<readonly string[]> {
    const rows = await this.#database.all(
      "SELECT DISTINCT address FROM logins WHERE log = ? AND client_id = ? AND expires_ms > ?",
      this.#log,
      clientId,
      this.#now(),
    );
    const seen = this.#sightings.of(clientId).map(({ address }) => address);
    return [...new Set([...rows.map(({ address }) => String(address)), ...seen])];
  }

  async good(ids: readonly number[]): Promise<ReadonlySet<number>> {
    const now = this.#now();
    const rows = await this.#database.all(
      "SELECT id, expires_ms FROM logins WHERE id IN (SELECT value FROM json_each(?))",
      JSON.stringify(ids),
    );
    const good = rows.filter(({ id, expires_ms }) => {
      const seen = this.#sightings.expiryOf(Number(id));
      return Math.max(seen, Number(expires_ms)) > now;
    });
    return new Set(good.map(({ id }) => Number(id)));
  }

  async revoke(ids: readonly number[]): Promise<void> {
    await this.#database.run(
      "DELETE FROM logins WHERE id IN (SELECT value FROM json_each(?))",
      JSON.stringify(ids),
    );
    this.#ends.tell({ has: ({ loginId }) => ids.includes(loginId), why: "loginEnded" });
  }

  refresh(): Promise<void> {
    return this.#registry.learn();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#forget();
    await this.#sightings.close();
  }

  #lifetimeOf(clientId: string): number {
    return this.#registry.roleOf(clientId) === undefined ? this.#guestMs : this.#loginMs;
  }

  async #learn(): Promise<void> {
    try {
      await this.#registry.learn();
      for (const listener of this.#listeners) listener();
    } catch {
      // The store itself reports that it cannot be read.
      setTimeout(() => void this.#learn(), againMs).unref();
    }
  }
}
