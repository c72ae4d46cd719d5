import { ChatError, nameKey, type Role } from "@beseda/protocol";

/** The facts of an account that are known at once. */
export interface KnownAccount {
  readonly clientId: string;
  readonly role: Role;
}

/** The data read of each account. */
export interface StoredName extends KnownAccount {
  readonly name: string;
  /** The key by which names were compared when the account was kept. */
  readonly key: string;
}

/** Facts of accounts that have to be known at once, in memory: no request for them waits for a disk. */
export class Registry {
  readonly #read: () => Promise<readonly StoredName[]>;
  #roles = new Map<string, Role>();
  /** Accounts that the store does not find by the current key of their names, by that key (NAM-6). */
  #outdated = new Map<string, readonly string[]>();
  /** Counts changes made here: anything read before is outdated. */
  #changes = 0;

  constructor(read: () => Promise<readonly StoredName[]>) {
    this.#read = read;
  }

  /** Accounts whose names look like this one, and which the store keeps under another key. */
  outdatedOf(name: string): readonly string[] {
    return this.#outdated.get(nameKey(name)) ?? [];
  }

  roleOf(clientId: string): Role | undefined {
    return this.#roles.get(clientId);
  }

  get hasOwner(): boolean {
    return [...this.#roles.values()].includes("owner");
  }

  /** @throws {ChatError} `already-registered`, `name-taken` */
  refuse(clientId: string, name: string): void {
    if (this.#roles.has(clientId)) throw new ChatError("already-registered");
    if (this.outdatedOf(name).length > 0) throw new ChatError("name-taken", name);
  }

  setRole(clientId: string, role: Role): void {
    this.#changes += 1;
    if (this.#roles.has(clientId)) this.#roles.set(clientId, role);
  }

  add({ clientId, role }: KnownAccount): void {
    this.#changes += 1;
    this.#roles.set(clientId, role);
  }

  remove(clientId: string): void {
    this.#changes += 1;
    this.#roles.delete(clientId);
  }

  /**
   * Reads all accounts anew; once more if something changed here meanwhile, since what was read is outdated
   * then.
   */
  async learn(): Promise<void> {
    for (;;) {
      const before = this.#changes;
      const accounts = await this.#read();
      if (before === this.#changes) return this.#take(accounts);
    }
  }

  #take(accounts: readonly StoredName[]): void {
    this.#roles = new Map(accounts.map(({ clientId, role }) => [clientId, role]));
    const outdated = new Map<string, string[]>();
    for (const { clientId, name, key } of accounts) {
      const now = nameKey(name);
      if (now !== key) outdated.set(now, [...(outdated.get(now) ?? []), clientId]);
    }
    this.#outdated = outdated;
  }
}
