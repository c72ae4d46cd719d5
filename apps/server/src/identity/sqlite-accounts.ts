import type { DatabaseSync } from "node:sqlite";
import { ChatError, nameKey, roleSchema, type Role } from "@beseda/protocol";
import { z } from "zod";
import type { Account, Accounts, IssuedLogin, Login, NewAccount, Use } from "./accounts.ts";
import { hashOf, newToken } from "./tokens.ts";

export interface SqliteAccountsOptions {
  readonly database: DatabaseSync;
  /** Name of the log whose `client_id`s these are. */
  readonly log: string;
  readonly now: () => number;
  /** How long a guest is known after the last visit, in milliseconds. @default 30 days */
  readonly guestMs?: number;
  /** How long a login of an account is good after the last visit, in milliseconds. @default 90 days */
  readonly loginMs?: number;
  /** How often changes of others are looked for, in milliseconds. @default 400 */
  readonly lookMs?: number;
}

const dayMs = 86_400_000;

const accountRow = z
  .object({
    client_id: z.string(),
    name: z.string(),
    name_key: z.string(),
    role: roleSchema,
    password: z.string(),
  })
  .transform(({ client_id, ...row }) => ({ clientId: client_id, ...row }));

const loginRow = z
  .object({
    id: z.number(),
    client_id: z.string(),
    via: z.string(),
    client: z.string(),
    address: z.string(),
    issued_ms: z.number(),
    expires_ms: z.number(),
    seen_ms: z.number(),
  })
  .transform(({ client_id, issued_ms, expires_ms, seen_ms, ...row }): Login => ({
    ...row,
    clientId: client_id,
    issuedMs: issued_ms,
    expiresMs: expires_ms,
    seenMs: seen_ms,
  }));

const versionRow = z.object({ data_version: z.number() });

/** Accounts in `data/`, with what has to be known at once kept in memory too. */
export class SqliteAccounts implements Accounts {
  readonly #database: DatabaseSync;
  readonly #log: string;
  readonly #now: () => number;
  readonly #guestMs: number;
  readonly #loginMs: number;
  readonly #listeners = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #holders = new Map<string, string>();
  #roles = new Map<string, Role>();
  #version: number;

  constructor(options: SqliteAccountsOptions) {
    this.#database = options.database;
    this.#log = options.log;
    this.#now = options.now;
    this.#guestMs = options.guestMs ?? 30 * dayMs;
    this.#loginMs = options.loginMs ?? 90 * dayMs;
    this.#database.prepare("DELETE FROM logins WHERE expires_ms <= ?").run(this.#now());
    this.#version = this.#dataVersion();
    this.#learn();
    this.#timer = setInterval(() => this.#look(), options.lookMs ?? 400).unref();
  }

  holderOf(name: string): string | undefined {
    return this.#holders.get(nameKey(name));
  }

  roleOf(clientId: string): Role {
    return this.#roles.get(clientId) ?? "guest";
  }

  get hasOwner(): boolean {
    return [...this.#roles.values()].includes("owner");
  }

  async create({ clientId, name, password, role = "member" }: NewAccount): Promise<Account> {
    if (this.#roles.has(clientId)) throw new ChatError("already-registered");
    const { changes } = this.#database
      .prepare("INSERT OR IGNORE INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?)")
      .run(this.#log, clientId, name, nameKey(name), role, password, this.#now());
    if (changes === 0) throw new ChatError("name-taken", name);
    this.#holders.set(nameKey(name), clientId);
    this.#roles.set(clientId, role);
    return { clientId, name, password, role };
  }

  async find(name: string): Promise<Account | undefined> {
    return this.#account("name_key", nameKey(name));
  }

  async all(): Promise<readonly Account[]> {
    const rows = this.#database
      .prepare("SELECT * FROM accounts WHERE log = ? ORDER BY created_ms")
      .all(this.#log);
    return rows.map((row) => accountRow.parse(row));
  }

  async ofClient(clientId: string): Promise<Account | undefined> {
    return this.#account("client_id", clientId);
  }

  async setPassword(clientId: string, password: string): Promise<void> {
    this.#database
      .prepare("UPDATE accounts SET password = ? WHERE log = ? AND client_id = ?")
      .run(password, this.#log, clientId);
  }

  async setRole(clientId: string, role: Role): Promise<void> {
    this.#database
      .prepare("UPDATE accounts SET role = ? WHERE log = ? AND client_id = ?")
      .run(role, this.#log, clientId);
    if (this.#roles.has(clientId)) this.#roles.set(clientId, role);
  }

  async issue(clientId: string, { via, client, address }: Use): Promise<IssuedLogin> {
    const token = newToken();
    const now = this.#now();
    const expiresMs = now + this.#lifetimeOf(clientId);
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO logins (token_hash, log, client_id, via, client, address, issued_ms, expires_ms, seen_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(hashOf(token), this.#log, clientId, via, client, address, now, expiresMs, now);
    const id = Number(lastInsertRowid);
    return { token, login: { id, clientId, via, client, address, issuedMs: now, expiresMs, seenMs: now } };
  }

  async resume(token: string, { via, client, address }: Use): Promise<Login | undefined> {
    const now = this.#now();
    const row = this.#database
      .prepare("SELECT * FROM logins WHERE token_hash = ? AND log = ? AND expires_ms > ?")
      .get(hashOf(token), this.#log, now);
    if (!row) return undefined;
    const login = loginRow.parse(row);
    const expiresMs = now + this.#lifetimeOf(login.clientId);
    this.#database
      .prepare("UPDATE logins SET via = ?, client = ?, address = ?, seen_ms = ?, expires_ms = ? WHERE id = ?")
      .run(via, client, address, now, expiresMs, login.id);
    return { ...login, via, client, address, seenMs: now, expiresMs };
  }

  async logins(clientId: string): Promise<readonly Login[]> {
    return this.#database
      .prepare("SELECT * FROM logins WHERE log = ? AND client_id = ? AND expires_ms > ? ORDER BY id DESC")
      .all(this.#log, clientId, this.#now())
      .map((row) => loginRow.parse(row));
  }

  async places(clientId: string): Promise<readonly string[]> {
    return this.#database
      .prepare("SELECT DISTINCT address FROM logins WHERE log = ? AND client_id = ? AND expires_ms > ?")
      .all(this.#log, clientId, this.#now())
      .map(({ address }) => String(address));
  }

  async good(ids: readonly number[]): Promise<ReadonlySet<number>> {
    const find = this.#database.prepare("SELECT 1 FROM logins WHERE id = ? AND expires_ms > ?");
    const now = this.#now();
    return new Set(ids.filter((id) => find.get(id, now) !== undefined));
  }

  async revoke(ids: readonly number[]): Promise<void> {
    const remove = this.#database.prepare("DELETE FROM logins WHERE id = ?");
    for (const id of ids) remove.run(id);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #account(column: "name_key" | "client_id", value: string): Account | undefined {
    const row = this.#database
      .prepare(`SELECT * FROM accounts WHERE log = ? AND ${column} = ?`)
      .get(this.#log, value);
    return row && accountRow.parse(row);
  }

  #lifetimeOf(clientId: string): number {
    return this.#roles.has(clientId) ? this.#loginMs : this.#guestMs;
  }

  #learn(): void {
    const rows = this.#database.prepare("SELECT * FROM accounts WHERE log = ?").all(this.#log);
    const accounts = rows.map((row) => accountRow.parse(row));
    this.#holders = new Map(accounts.map(({ name_key, clientId }) => [name_key, clientId]));
    this.#roles = new Map(accounts.map(({ clientId, role }) => [clientId, role]));
  }

  /** SQLite counts what other connections commit: asking for it costs nothing. */
  #look(): void {
    const version = this.#dataVersion();
    if (version === this.#version) return;
    this.#version = version;
    this.#learn();
    for (const listener of this.#listeners) listener();
  }

  #dataVersion(): number {
    return versionRow.parse(this.#database.prepare("PRAGMA data_version").get()).data_version;
  }
}
