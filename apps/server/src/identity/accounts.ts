import type { Role } from "@beseda/protocol";

/** A registered name. */
export interface Account {
  readonly clientId: string;
  readonly name: string;
  readonly role: Role;
  /** The password as a PHC string. */
  readonly password: string;
}

export interface NewAccount extends Omit<Account, "role"> {
  /** @default "member" */
  readonly role?: Role;
}

/** The way in which somebody came: shown to them in the list of their logins, and to nobody else. */
export interface Use {
  readonly via: string;
  /** Program and version. */
  readonly client: string;
  readonly address: string;
}

/** One login of an account or of a guest, which a token stands for. Never the token itself. */
export interface Login extends Use {
  /**
   * Short number, to name it in a list; given by the store, so that no two have the same, on whatever node.
   */
  readonly id: number;
  readonly clientId: string;
  readonly issuedMs: number;
  readonly expiresMs: number;
  readonly seenMs: number;
}

export interface IssuedLogin {
  readonly login: Login;
  /** 256 random bits, told once to the client and kept by nobody else. */
  readonly token: string;
}

/**
 * Accounts: names with a password, their roles and logins. The log says which names are registered (IDN-12).
 *
 * An implementation MUST keep only the SHA-256 of a token, and MUST compare names by `nameKey`. Of two
 * `create` of one name at once, on whatever nodes, one MUST win. Whatever is said to answer from memory MUST
 * NOT touch a disk or a network; nothing else MUST hold the event loop up. A `client_id` belongs to one log:
 * what was kept for another log MUST NOT be found. Each asynchronous method may be refused with
 * `accounts-busy`, and has then done nothing.
 */
export interface Accounts {
  /** Answers from memory: `guest` for a client without an account. */
  roleOf(clientId: string): Role;
  /** Answers from memory. */
  readonly hasOwner: boolean;
  /** @throws {ChatError} `name-taken`, `already-registered` */
  create(account: NewAccount): Promise<Account>;
  /**
   * Takes back an account whose name was not registered after all; clients logged in to it keep their
   * `client_id`.
   */
  remove(clientId: string): Promise<void>;
  find(name: string): Promise<Account | undefined>;
  all(): Promise<readonly Account[]>;
  ofClient(clientId: string): Promise<Account | undefined>;
  setPassword(clientId: string, password: string): Promise<void>;
  setRole(clientId: string, role: Role): Promise<void>;
  /** Resolves when the login is durable: a token that was told outlives a power cut. */
  issue(clientId: string, use: Use): Promise<IssuedLogin>;
  /** Returns the login of a valid token; where and when it was used is noted a moment later. */
  resume(token: string, use: Use): Promise<Login | undefined>;
  /** Returns the valid logins of a client, newest first. */
  logins(clientId: string): Promise<readonly Login[]>;
  /**
   * Returns the addresses that a client's logins were last seen at, each once: asked at every login, so it
   * MUST be cheap.
   */
  addressesOf(clientId: string): Promise<readonly string[]>;
  /** Returns those of these logins that are still valid. */
  good(ids: readonly number[]): Promise<ReadonlySet<number>>;
  revoke(ids: readonly number[]): Promise<void>;
  /** Reads what was changed past this port, in the same store. */
  refresh(): Promise<void>;
  /** Calls the listener when somebody else (an operator's tool, another node) changed something. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
