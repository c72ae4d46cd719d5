/** Where lines leave and whence they come: a plain WebSocket or a TCP connection. */
export interface LinePort {
  /** Queues lines, without their ends, for the next write. Harmless on a closed port. */
  write(lines: readonly string[]): void;
  /**
   * Writes lines of which there may be many, history above all, no faster than they are taken (DEL-11). Resolves when the
   * port takes more, or the signal aborts.
   */
  present(lines: readonly string[], signal: AbortSignal): Promise<void>;
  /** Sends what is queued, then closes: with this code and reason where the transport has such. */
  close(code: number, reason: string): void;
  /** More waits than a reader that keeps up would ever have. */
  readonly isCongested: boolean;
  /** Resolves when the backlog is written or the signal aborts; at once while there is no congestion. */
  drained(signal: AbortSignal): Promise<void>;
  /** Takes no more input until `resume`. */
  pause(): void;
  resume(): void;
}
