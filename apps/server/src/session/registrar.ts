import { setTimeout as sleep } from "node:timers/promises";
import { addressKey } from "../address.ts";
import type { Chat } from "../chat/chat.ts";
import type { Account, Accounts } from "../identity/accounts.ts";
import type { Passwords } from "../identity/passwords.ts";
import type { LoginAttempts } from "../limits/login-attempts.ts";

export interface RegistrarParts {
  readonly chat: Pick<Chat, "execute" | "keepName" | "settled">;
  readonly accounts: Pick<Accounts, "create" | "remove">;
  readonly passwords: Pick<Passwords, "hash">;
  readonly attempts: Pick<LoginAttempts, "begin">;
  /** How soon the store is asked again to take an account back, in milliseconds. @default 1000 */
  readonly retryMs?: number;
}

/** A client that wants an account. */
export interface Registration {
  readonly clientId: string;
  /** The name that the client has at this moment. */
  readonly name: string;
  readonly password: string;
  /** Address of the client. */
  readonly address: string;
}

/** How long a refused client waits for the account to be gone. */
const timeoutMs = 2000;

/**
 * Creates accounts. The secret part is stored first; then the record says whose the name is, and only then is
 * the request answered. If the record is refused, because of a full disk or somebody who has the name,
 * neither remains: the account is taken back. A crash between the two leaves an account without its record,
 * which the next start writes (IDN-12).
 */
export class Registrar {
  readonly #parts: RegistrarParts;
  /** Work that is under way, even if nobody waits for it any longer. */
  readonly #going = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(parts: RegistrarParts) {
    this.#parts = parts;
  }

  /**
   * Creates an account. From the call on nobody else takes the name (IDN-8).
   * @throws {ChatError} `name-taken`, `already-registered`, `rate`, `log-full`, `accounts-busy`,
   * `shutting-down`
   */
  async register(registration: Registration): Promise<Account> {
    const { clientId, name } = registration;
    const letGo = this.#parts.chat.keepName({ client_id: clientId, name });
    return this.#during(this.#register(registration, letGo));
  }

  /** Resolves when nothing is under way any longer. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#going);
  }

  async #register(registration: Registration, letGo: () => void): Promise<Account> {
    const { clientId, name } = registration;
    let leaving = Promise.resolve();
    try {
      const account = await this.#keep(registration);
      try {
        await this.#parts.chat.execute({ kind: "register", client_id: clientId, name });
      } catch (error) {
        leaving = this.#during(this.#takeBack(clientId));
        await Promise.race([leaving, sleep(timeoutMs)]);
        throw error;
      }
      return account;
    } finally {
      void leaving.finally(letGo);
    }
  }

  async #keep({ clientId, name, password, address }: Registration): Promise<Account> {
    const { chat, accounts, passwords, attempts } = this.#parts;
    await attempts.begin({ name, address: addressKey(address), isKnownAddress: true });
    // The name itself may still be on its way to the disk, and be refused there.
    await chat.settled();
    return accounts.create({ clientId, name, password: await passwords.hash(password) });
  }

  /** Takes an account back, however long the store needs for it: until then the name stays kept. */
  async #takeBack(clientId: string): Promise<void> {
    const { accounts, retryMs = 1000 } = this.#parts;
    while (!this.#isClosed) {
      try {
        await accounts.remove(clientId);
        return;
      } catch {
        await sleep(retryMs);
      }
    }
  }

  async #during<Result>(work: Promise<Result>): Promise<Result> {
    this.#going.add(work);
    try {
      return await work;
    } finally {
      this.#going.delete(work);
    }
  }
}
