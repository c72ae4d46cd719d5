/** A message that waits for its acknowledgement. */
export interface StoredMessage {
  readonly id: string;
  readonly room: string;
  readonly text: string;
  readonly reply_to?: number;
  readonly action?: true;
  /** When it was typed, ISO 8601. */
  readonly time: string;
}

/**
 * Where a client keeps what must outlive it: the outbox and the token. One storage belongs to one server address.
 * An implementation MUST give messages back in the order in which they were put, and MUST have a message when `put`
 * has resolved, whatever happens to the process after it.
 */
export interface ClientStorage {
  token(): Promise<string | undefined>;
  setToken(token: string): Promise<void>;
  messages(): Promise<readonly StoredMessage[]>;
  put(message: StoredMessage): Promise<void>;
  remove(id: string): Promise<void>;
}
