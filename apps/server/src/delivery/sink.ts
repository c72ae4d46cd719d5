import type { LogEntry } from "@beseda/log";
import type { AnyRecord } from "@beseda/protocol";
import type { Run } from "./run.ts";

/**
 * The last stage of delivery: turns records into the form that a reader's client understands, tRPC frames or
 * lines.
 */
export interface Sink {
  /**
   * The kind of the sink: live sinks of one kind take a run one after another, so that shared parts are made
   * once.
   */
  readonly kind: unknown;
  /** Tells whether a record is for the reader although it is of none of its rooms. @default no record is */
  readonly concerns?: ((record: AnyRecord) => boolean) | undefined;
  /**
   * Takes records that became durable, while its reader is live.
   * @returns false if the connection is congested now
   */
  take(run: Run): boolean;
  /** Queues records read from the log, while its reader catches up. */
  queue(entries: readonly LogEntry[]): void;
  /** Resolves when more may be queued, or the reader is gone; at once if not congested. */
  drained(): Promise<void>;
}
