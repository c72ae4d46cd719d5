import { ChatError, nameKey, type Role } from "@beseda/protocol";
import type { Account } from "./accounts.ts";

/** An account that is on its way to the disk. */
type Held = Omit<Account, "password">;

/** Registered names and roles in memory: a decision asks for them at once, and waits for no disk. */
export class Registry {
  readonly #read: () => Promise<readonly Account[]>;
  /** Accounts on their way to the disk, by client. */
  readonly #held = new Map<string, Held>();
  #holders = new Map<string, string>();
  /** By the name itself: accounts whose names look the same, kept before that was found out (NAM-6). */
  #likes = new Map<string, string>();
  #roles = new Map<string, Role>();
  /** Counts what was changed here: what was read before is older than that. */
  #changes = 0;

  constructor(read: () => Promise<readonly Account[]>) {
    this.#read = read;
  }

  holderOf(name: string): string | undefined {
    return this.#likes.get(name) ?? this.#holders.get(nameKey(name));
  }

  roleOf(clientId: string): Role | undefined {
    return this.#roles.get(clientId);
  }

  get hasOwner(): boolean {
    return [...this.#roles.values()].includes("owner");
  }

  setRole(clientId: string, role: Role): void {
    this.#changes += 1;
    if (this.#roles.has(clientId)) this.#roles.set(clientId, role);
  }

  /**
   * Holds the name of an account while it is kept; it is free again where that fails.
   * @throws {ChatError} `already-registered`, `name-taken`, or what `keep` throws
   */
  async hold(account: Held, keep: () => Promise<Account>): Promise<Account> {
    const { clientId, name } = account;
    if (this.#held.has(clientId) || this.#roles.has(clientId)) throw new ChatError("already-registered");
    if (this.#holders.has(nameKey(name))) throw new ChatError("name-taken", name);
    this.#held.set(clientId, account);
    this.#holders.set(nameKey(name), clientId);
    try {
      const kept = await keep();
      this.#roles.set(clientId, account.role);
      return kept;
    } catch (error) {
      this.#holders.delete(nameKey(name));
      throw error;
    } finally {
      this.#changes += 1;
      this.#held.delete(clientId);
    }
  }

  /** Reads it anew. Where something changed here meanwhile, what was read is older than that: once more. */
  async learn(): Promise<void> {
    for (;;) {
      const before = this.#changes;
      const accounts = await this.#read();
      if (before === this.#changes) return this.#take(accounts);
    }
  }

  #take(accounts: readonly Account[]): void {
    const holders: readonly Held[] = [...accounts, ...this.#held.values()];
    const alike = Map.groupBy(holders, ({ name }) => nameKey(name));
    this.#holders = new Map(Array.from(alike, ([key, [first]]) => [key, first?.clientId ?? ""]));
    this.#likes = new Map(
      [...alike.values()]
        .filter(({ length }) => length > 1)
        .flat()
        .map(({ name, clientId }) => [name, clientId]),
    );
    this.#roles = new Map(accounts.map(({ clientId, role }) => [clientId, role]));
  }
}
