import type { Saying } from "./reason.ts";

/** A command that waits for its turn (CLI-2). */
export interface StoredCommand {
  /** The name in the table of commands. */
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** The room that the command is about, where it names none. */
  readonly room: string;
  /** Run of the server that was asked to carry it out: that run knows its id, another one does not. */
  readonly begun?: string;
}

/** A message that waits for its acknowledgement, or a command that waits to be carried out. */
export interface StoredMessage {
  readonly id: string;
  /** The room; of a command, and of what waits behind it, the one that it leads to, which has no name yet. */
  readonly room: string;
  readonly text: string;
  readonly reply_to?: number;
  readonly action?: true;
  /** The time at which it was typed, ISO 8601. */
  readonly time: string;
  /**
   * The identity under which it was, or is going to be, sent: the server knows an id together with its client. Sent
   * again by another client of the same log it could be there twice.
   */
  readonly sender?: { readonly client_id: string; readonly log: string };
  readonly command?: StoredCommand;
  /** The reason why the server refused it; it waits for a person, and is not sent by itself. */
  readonly failed?: string;
  /** The same reason in no language yet, where every language can say it. */
  readonly why?: Saying;
  /** Set on a command that was discarded here: the tab or terminal it was typed in discards it too (CLI-2). */
  readonly discarded?: true;
}

/**
 * Keeps what must outlive a client: the outbox and the token. One storage belongs to one server address and
 * to one person: clients that share it are one client to the server.
 *
 * An implementation MUST give messages back in the order in which they were first put; a message that is put again
 * replaces itself in its place. It MUST have a message when `put` has resolved, whatever happens to the process after
 * it. It MUST bear several clients at once (tabs, terminals): none loses what another one put. `remove` of what is
 * not there MUST resolve.
 */
export interface ClientStorage {
  token(): Promise<string | undefined>;
  setToken(token: string): Promise<void>;
  /**
   * Keeps a token that a server has given to a client that showed another one, or none. Resolves with the kept
   * one: another tab or terminal may have been given one meanwhile, and that MUST stay.
   */
  exchangeToken(shown: string | undefined, given: string): Promise<string>;
  messages(): Promise<readonly StoredMessage[]>;
  put(message: StoredMessage): Promise<void>;
  remove(id: string): Promise<void>;
  /** Returns the places of data that cannot be read: it MUST be left there, and a person is informed. */
  unreadable?(): Promise<readonly string[]>;
}
