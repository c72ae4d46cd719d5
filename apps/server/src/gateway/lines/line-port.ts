import type { Output } from "../reader-progress.ts";

/** A port that lines come from and go to: a plain WebSocket or a TCP connection. */
export interface LinePort {
  /** Queues lines, without their ends, for the next write. Harmless on a closed port. */
  write(lines: readonly string[]): void;
  /**
   * Writes lines that may be many, above all history, no faster than they are taken (DEL-11). Resolves when
   * the port takes more, or the signal aborts.
   */
  present(lines: readonly string[], signal: AbortSignal): Promise<void>;
  /** Sends the queued lines, then closes: with this code and reason if the transport has such. */
  close(code: number, reason: string): void;
  /** Whether the backlog is larger than that of any reader that keeps up. */
  readonly isCongested: boolean;
  /** Resolves when the backlog is written or the signal aborts; at once if not congested. */
  drained(signal: AbortSignal): Promise<void>;
  /** What was written, and how much of it the system has taken. */
  readonly output: Output;
  /** Takes no more input until `resume`. */
  pause(): void;
  resume(): void;
}
