import { ChatError, nameKey, type Role } from "@beseda/protocol";

/** What is known of an account at once. */
export interface KnownAccount {
  readonly clientId: string;
  readonly role: Role;
}

/** What is read of each account. */
export interface StoredName extends KnownAccount {
  readonly name: string;
  /** What names were compared by when the account was kept. */
  readonly key: string;
}

/** What has to be known of accounts at once, in memory: whoever asks for it waits for no disk. */
export class Registry {
  readonly #read: () => Promise<readonly StoredName[]>;
  #roles = new Map<string, Role>();
  /** Those that the store does not find by what names are compared by now, by that (NAM-6). */
  #outdated = new Map<string, readonly string[]>();
  /** Counts what was changed here: what was read before is older than that. */
  #changes = 0;

  constructor(read: () => Promise<readonly StoredName[]>) {
    this.#read = read;
  }

  /** Accounts that look so called, and that the store keeps under another key than that of the name. */
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

  /** Reads it anew. Where something changed here meanwhile, what was read is older than that: once more. */
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
