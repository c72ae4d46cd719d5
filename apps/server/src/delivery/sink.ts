import type { LogEntry } from "@beseda/log";
import type { AnyRecord } from "@beseda/protocol";
import type { Run } from "./run.ts";

/** The end of the way out: it makes of records what the client of one reader understands, frames of tRPC or lines. */
export interface Sink {
  /** Live sinks of one kind take a run one after the other, so that what they can share of it is made once. */
  readonly kind: unknown;
  /** Whether a record is the reader's although it is of none of its rooms. @default none is */
  readonly concerns?: ((record: AnyRecord) => boolean) | undefined;
  /**
   * Takes what became durable, while its reader is live.
   * @returns false where the connection is congested now
   */
  take(run: Run): boolean;
  /** Queues what was read from the log, while its reader catches up. */
  queue(entries: readonly LogEntry[]): void;
  /** Resolves when more may be queued, or nobody is there any more; at once without congestion. */
  drained(): Promise<void>;
}
