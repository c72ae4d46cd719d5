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

/** How somebody came: shown to them in the list of their logins, and to nobody else. */
export interface Use {
  readonly via: string;
  /** Program and version. */
  readonly client: string;
  readonly address: string;
}

/** One login of an account or one guest: what a token stands for. Never the token itself. */
export interface Login extends Use {
  /** Short number, to name it in a list; of the store, so that no two of whatever node have one. */
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
 * Who is who: names with a password, their roles and logins. Which names are registered is for the log to say (IDN-12).
 *
 * An implementation MUST keep of a token its SHA-256 only, and MUST compare names by `nameKey`. Of two `create`
 * of one name at once, of whatever node, one MUST win. What is said to answer from memory MUST NOT touch a disk or a
 * network; nothing of the rest MUST hold the event loop up. A `client_id` is of one log: what was kept for another log MUST NOT be found.
 * Each method that is asynchronous may be refused with `accounts-busy`, and has then done nothing.
 */
export interface Accounts {
  /** From memory: `guest` for who has no account. */
  roleOf(clientId: string): Role;
  /** From memory. */
  readonly hasOwner: boolean;
  /** @throws {ChatError} `name-taken`, `already-registered` */
  create(account: NewAccount): Promise<Account>;
  /** Takes an account back whose name was not registered after all; whoever has logged in to it stays the client that they are. */
  remove(clientId: string): Promise<void>;
  find(name: string): Promise<Account | undefined>;
  all(): Promise<readonly Account[]>;
  ofClient(clientId: string): Promise<Account | undefined>;
  setPassword(clientId: string, password: string): Promise<void>;
  setRole(clientId: string, role: Role): Promise<void>;
  /** Resolves when it is durable: a token that was told outlives a power cut. */
  issue(clientId: string, use: Use): Promise<IssuedLogin>;
  /** The login of a token that is good; where and when it was used is noted a moment later. */
  resume(token: string, use: Use): Promise<Login | undefined>;
  /** Logins of a client that are good, newest first. */
  logins(clientId: string): Promise<readonly Login[]>;
  /** Addresses that the logins of a client were last seen at, each once: asked at every login, so it MUST be cheap. */
  addressesOf(clientId: string): Promise<readonly string[]>;
  /** Which of these logins are good still. */
  good(ids: readonly number[]): Promise<ReadonlySet<number>>;
  revoke(ids: readonly number[]): Promise<void>;
  /** Looks at what was changed past this port, in the same store. */
  refresh(): Promise<void>;
  /** Told when somebody else (an operator's tool, another node) changed something. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
