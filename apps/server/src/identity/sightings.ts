import type { Login } from "./accounts.ts";
import type { Database } from "./database.ts";

/** How long a note waits for others, to be written together. */
const noteMs = 1000;

/**
 * Places and times of the last use of logins. Coming back writes nothing and waits for nobody: it is noted a
 * moment later, with those of all others who came back, and again until the store has taken it.
 */
export class Sightings {
  readonly #database: Database;
  #noted = new Map<number, Login>();
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  note(login: Login): void {
    this.#noted.set(login.id, login);
    this.#timer ??= setTimeout(() => void this.#write(), noteMs).unref();
  }

  /** Returns a login as it was kept, with what was noted since. */
  latest(login: Login): Login {
    return this.#noted.get(login.id) ?? login;
  }

  of(clientId: string): readonly Login[] {
    return [...this.#noted.values()].filter((login) => login.clientId === clientId);
  }

  /** Returns the time at which a noted login expires, else 0. */
  expiryOf(id: number): number {
    return this.#noted.get(id)?.expiresMs ?? 0;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#keep([...this.#noted.values()]).catch(() => undefined);
  }

  async #write(): Promise<void> {
    this.#timer = undefined;
    const logins = [...this.#noted.values()];
    // The store itself reports that it takes nothing.
    const isKept = await this.#keep(logins).then(
      () => true,
      () => false,
    );
    for (const login of isKept ? logins : [])
      if (this.#noted.get(login.id) === login) this.#noted.delete(login.id);
    if (this.#noted.size > 0) this.#timer ??= setTimeout(() => void this.#write(), noteMs).unref();
  }

  async #keep(logins: readonly Login[]): Promise<void> {
    if (logins.length === 0) return;
    await this.#database.transact(
      logins.map(({ id, via, client, address, seenMs, expiresMs }) => ({
        sql: "UPDATE logins SET via = ?, client = ?, address = ?, seen_ms = ?, expires_ms = ? WHERE id = ?",
        values: [via, client, address, seenMs, expiresMs, id],
      })),
    );
  }
}
